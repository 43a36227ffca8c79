import type { Protection, SecretsStatus } from '#shared/contract/secrets.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import type { LostSecret } from '#main/db/lost-secrets.ts';
import { looksSealed, type ProtectWith, type Vault } from '#main/platform/secrets/index.ts';

type Dependencies = {
  vault: Vault;
  /** Replaces every sealed text there is, in one transaction; returns how many became another. */
  resealAll: (reseal: (text: string) => string) => number;
  journal: Journal;
  /** What is sealed and must be given again, as none of the keys here opens it. */
  lost: (opens: (sealed: string) => boolean) => LostSecret[];
};

export type SecretsService = ReturnType<typeof createSecretsService>;

export function createSecretsService({ vault, resealAll, journal, lost }: Dependencies) {
  /** One change of the key at a time. */
  let changing: Promise<unknown> = Promise.resolve();
  function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = changing.then(change);
    changing = result.catch(() => undefined); // told to whoever asked for it
    return result;
  }

  /** What no key here opens was lost before, and stays as it is. */
  function reseal(text: string): string {
    if (!looksSealed(text) || vault.isCurrent(text)) return text;
    let plain: string;
    try {
      plain = vault.secrets.open(text);
    } catch {
      return text;
    }
    return vault.secrets.seal(plain);
  }

  async function rotate(): Promise<number> {
    await vault.beginRotation();
    const resealed = journal.asOne(
      count => ({ action: 'secrets.rotated', after: { resealed: count } }),
      () => resealAll(reseal),
    );
    await vault.endRotation();
    return resealed;
  }

  function opens(sealed: string): boolean {
    try {
      vault.secrets.open(sealed);
      return true;
    } catch (error) {
      if (isFoyerError(error) && error.code === 'secrets.unreadable') return false;
      throw error;
    }
  }

  function status(): SecretsStatus {
    const { protection, keychainFault, hasKeychain, since, rotatedAt } = vault.status();
    const possible: Protection[] = hasKeychain
      ? [...(keychainFault === null ? (['keychain'] as const) : []), 'keyfile']
      : ['keyfile', 'passphrase'];
    return {
      protection,
      reason: reasonFor(protection),
      since,
      rotatedAt,
      choices: possible.filter(choice => choice !== protection),
      lost: lost(opens),
    };

    function reasonFor(kept: Protection): SecretsStatus['reason'] {
      if (kept !== 'keyfile') return kept;
      if (!hasKeychain) return 'no_keychain';
      return keychainFault === null ? 'keychain_unused' : `keychain_${keychainFault}`;
    }
  }

  return {
    status,
    lostCount: () => lost(opens).length,

    /** A new key; everything is sealed with it, and the old one is forgotten. */
    rotate: () =>
      inTurn(async () => {
        const resealed = await rotate();
        return { ...status(), resealed };
      }),

    /**
     * Keeps the key elsewhere, and changes it when it lay in a file: copies of that file open nothing then. Throws
     * `secrets.keychain_unusable`.
     */
    protect: (how: ProtectWith) =>
      inTurn(async () => {
        const before = vault.status().protection;
        await vault.protect(how);
        journal.record({
          action: 'secrets.protected',
          before: { protection: before },
          after: { protection: how.with },
        });
        if (before === 'keyfile' && how.with !== 'keyfile') await rotate();
        return status();
      }),

    /** Ends a rotation that a power cut interrupted. */
    async finishRotation(): Promise<void> {
      if (!vault.hasOldKeys()) return;
      journal.asOne(
        count => ({ action: 'secrets.rotated', after: { resealed: count } }),
        () => resealAll(reseal),
      );
      await vault.endRotation();
    },
  };
}
