import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Keychain, KeychainFault } from './keychain.ts';
import {
  newKeyRing,
  openWith,
  parseKeyRing,
  printKeyRing,
  sealedWithCurrent,
  sealWith,
  withNewKey,
  withoutOldKeys,
  type KeyRing,
} from './key-ring.ts';
import { deriveKey, passphraseWrapping, unwrapWithKey, wrapWithKey, type WrappingKey } from './passphrase.ts';
import {
  createPrivateFile,
  readPrivateFile,
  removePrivateFile,
  replacePrivateFile,
  unreadable,
} from './private-file.ts';
import type { Secrets } from './secrets.ts';

const KEY_FILE = 'secrets.key';
const WRAPPED_FILE = 'secrets.wrapped';

const keychainWrapping = z.object({ with: z.literal('keychain'), wrapped: z.string() });
const wrappedFile = z.discriminatedUnion('with', [keychainWrapping, passphraseWrapping]);

/** Where the key that opens the secrets is kept. */
export type Protection = 'keychain' | 'keyfile' | 'passphrase';

export type ProtectWith =
  { with: 'keychain' } | { with: 'keyfile' } | { with: 'passphrase'; passphrase: string };

export type VaultStatus = {
  protection: Protection;
  /** What speaks against the keychain of this machine; null when it may be used, or when there is none to ask. */
  keychainFault: KeychainFault | null;
  hasKeychain: boolean;
  since: string;
  rotatedAt: string | null;
  /** Where a key file went that was damaged; null when it was not. */
  damagedFile: string | null;
};

/** The secrets, and the care of the key they are sealed with. */
export interface Vault {
  readonly secrets: Secrets;
  status(): VaultStatus;
  /** Whether a text was sealed with the key that seals now. */
  isCurrent(sealed: string): boolean;
  /** Whether keys that were replaced are still there, because a rotation did not end. */
  hasOldKeys(): boolean;
  /** Seals with a new key from now on; what older ones sealed still opens. On the disk when it resolves. */
  beginRotation(): Promise<void>;
  /** Forgets the older keys: everything is sealed with the new one. */
  endRotation(): Promise<void>;
  /** Keeps the key in another way. Throws `secrets.keychain_unusable`. */
  protect(how: ProtectWith): Promise<void>;
}

export type VaultOptions = {
  directory: string;
  /** Given by the desktop window alone. */
  keychain: Keychain | null;
  passphrase: string | null;
  clock: Clock;
};

type Opened =
  | { protection: 'keyfile' }
  | { protection: 'keychain'; keychain: Keychain }
  | { protection: 'passphrase'; wrapping: WrappingKey };

/**
 * Opens the key of the folder, or makes one where there is none: kept by the keychain when it is real, in a file
 * readable by its owner alone (0600) otherwise. A key file that is damaged is set aside and a new key is made: what the
 * old one sealed must be given again. Nothing is changed when the key does not open for another reason.
 *
 * Throws `secrets.unreadable` (open to others, or a damaged wrapping), `secrets.passphrase_needed`, `secrets.passphrase_wrong`,
 * `secrets.keychain_only` (kept by the keychain of the desktop window), `secrets.keychain_unusable`.
 */
export async function openVault({ directory, keychain, passphrase, clock }: VaultOptions): Promise<Vault> {
  const keyPath = join(directory, KEY_FILE);
  const wrappedPath = join(directory, WRAPPED_FILE);
  const fault = keychain === null ? null : await keychain.fault();
  let damagedFile: string | null = null;
  let { ring, opened } = await openOrCreate();

  async function openOrCreate(): Promise<{ ring: KeyRing; opened: Opened }> {
    // Where both are, a change of protection was interrupted: the file that needs nothing else still counts.
    const plain = readPrivateFile(keyPath);
    const kept = plain === null ? null : ringOrNull(plain);
    if (kept !== null) return { ring: kept, opened: { protection: 'keyfile' } };
    if (plain !== null) setAside();
    const wrapped = readPrivateFile(wrappedPath);
    if (wrapped !== null) return await openWrapped(wrapped);
    if (keychain !== null && fault === null) {
      const made = { ring: newKeyRing(clock.now()), opened: { protection: 'keychain' as const, keychain } };
      await save(made.ring, made.opened);
      return made;
    }
    createPrivateFile(keyPath, printKeyRing(newKeyRing(clock.now())));
    const created = readPrivateFile(keyPath);
    if (created === null) throw unreadable(`${keyPath} disappeared while it was created`);
    return { ring: ringOf(created, keyPath), opened: { protection: 'keyfile' } };
  }

  function ringOrNull(content: Buffer): KeyRing | null {
    try {
      return ringOf(content, keyPath);
    } catch (error) {
      if (error instanceof FoyerError && error.code === 'secrets.unreadable') return null;
      throw error;
    }
  }

  /** A key file that is none any more: what it sealed is lost, and typed again; the file is kept for who can mend it. */
  function setAside(): void {
    damagedFile = `${keyPath}.damaged-${clock.now().toISOString().replaceAll(/[:.]/g, '-')}`;
    renameSync(keyPath, damagedFile);
  }

  function ringOf(content: Buffer, path: string): KeyRing {
    return parseKeyRing(content, path, existsSync(path) ? statSync(path).mtime : clock.now());
  }

  async function openWrapped(content: Buffer): Promise<{ ring: KeyRing; opened: Opened }> {
    const stored = readWrapping(content, wrappedPath);
    if (stored.with === 'passphrase') {
      if (passphrase === null || passphrase === '')
        throw new FoyerError('secrets.passphrase_needed', 'The secrets are protected by a passphrase');
      const wrapping = await deriveKey(passphrase, stored.kdf);
      const ring = ringOf(Buffer.from(unwrapWithKey(wrapping, stored)), wrappedPath);
      return { ring, opened: { protection: 'passphrase', wrapping } };
    }
    if (keychain === null)
      throw new FoyerError('secrets.keychain_only', 'The key is in the keychain of the desktop window');
    if (fault !== null)
      throw new FoyerError('secrets.keychain_unusable', `The keychain that holds the key: ${fault}`);
    let plain: string;
    try {
      plain = await keychain.unwrap(stored.wrapped);
    } catch (error) {
      throw new FoyerError('secrets.keychain_unusable', 'The keychain does not open the key', {
        cause: error,
      });
    }
    return { ring: ringOf(Buffer.from(plain), wrappedPath), opened: { protection: 'keychain', keychain } };
  }

  async function save(next: KeyRing, how: Opened): Promise<void> {
    const text = printKeyRing(next);
    if (how.protection === 'keyfile') return replacePrivateFile(keyPath, text);
    const wrapping =
      how.protection === 'passphrase'
        ? wrapWithKey(how.wrapping, text)
        : { with: 'keychain', wrapped: await how.keychain.wrap(text) };
    replacePrivateFile(wrappedPath, JSON.stringify(wrapping));
  }

  async function replaceRing(next: KeyRing): Promise<void> {
    await save(next, opened);
    ring = next;
  }

  async function openingFor(how: ProtectWith): Promise<Opened> {
    if (how.with === 'keyfile') return { protection: 'keyfile' };
    if (how.with === 'passphrase')
      return { protection: 'passphrase', wrapping: await deriveKey(how.passphrase) };
    if (keychain === null || fault !== null) {
      const why = fault ?? 'none here';
      throw new FoyerError('secrets.keychain_unusable', `The keychain: ${why}`);
    }
    return { protection: 'keychain', keychain };
  }

  return {
    secrets: {
      seal: plain => sealWith(ring, plain),
      open: sealed => openWith(ring, sealed),
    },
    status: () => ({
      protection: opened.protection,
      keychainFault: fault,
      hasKeychain: keychain !== null,
      since: ring.protectedSince,
      rotatedAt: ring.rotatedAt,
      damagedFile,
    }),
    isCurrent: sealed => sealedWithCurrent(ring, sealed),
    hasOldKeys: () => ring.keys.length > 1,
    beginRotation: () => replaceRing(withNewKey(ring, clock.now())),
    endRotation: () => replaceRing(withoutOldKeys(ring)),
    async protect(how) {
      const next = await openingFor(how);
      const changed = { ...ring, protectedSince: clock.now().toISOString() };
      // The new place first, then the old one goes: a power cut between them leaves both, and the same key.
      await save(changed, next);
      removePrivateFile(next.protection === 'keyfile' ? wrappedPath : keyPath);
      ring = changed;
      opened = next;
    },
  };
}

function readWrapping(content: Buffer, path: string): z.infer<typeof wrappedFile> {
  try {
    return wrappedFile.parse(JSON.parse(content.toString('utf8')));
  } catch (error) {
    throw unreadable(`${path} is damaged`, error);
  }
}
