import { z } from 'zod';
import { mailSecurity, type MailSettings, type MailState } from '#shared/contract/mail.ts';
import { errorCodes, isFoyerError } from '#shared/errors.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';

const SETTINGS_KEY = 'mail';
const OUTCOME_KEY = 'mail-outcome';

const stored = z.object({
  host: z.string(),
  port: z.number(),
  security: mailSecurity,
  username: z.string().nullable(),
  password: z.string().nullable(),
  fromName: z.string(),
  fromAddress: z.string(),
  replyTo: z.string().nullable(),
  /** Null unless it was given: links lead to the address of the interface. */
  linkBase: z.string().nullable(),
  certificateAuthority: z.string().nullable(),
});
export type StoredMailSettings = z.infer<typeof stored>;

const outcome = z.object({
  lastSentAt: z.string().nullable(),
  lastFailure: z
    .object({ at: z.string(), code: z.enum(errorCodes), reply: z.string().nullable() })
    .nullable(),
});
export type MailOutcome = Pick<MailState, 'lastSentAt' | 'lastFailure'>;

const nothingYet: MailOutcome = { lastSentAt: null, lastFailure: null };

type Dependencies = { settings: SettingsStore; secrets: Secrets; log: Log };

export type MailSettingsStore = ReturnType<typeof createMailSettingsStore>;

/** How mail leaves, sealed as a whole, and how it went last. Read once and kept: every sign-in page asks. */
export function createMailSettingsStore({ settings, secrets, log }: Dependencies) {
  let current = open();

  function open(): StoredMailSettings | 'unreadable' | null {
    const sealed = settings.stored(SETTINGS_KEY);
    if (sealed === undefined) return null;
    try {
      return stored.parse(JSON.parse(secrets.open(String(sealed))));
    } catch (error) {
      // Without its key Foyer still starts; the mail settings are typed again.
      log.warn(
        { code: isFoyerError(error) ? error.code : 'internal.unexpected' },
        'mail settings unreadable',
      );
      return 'unreadable';
    }
  }

  function outcomeSoFar(): MailOutcome {
    const read = outcome.safeParse(settings.stored(OUTCOME_KEY));
    return read.success ? read.data : nothingYet;
  }

  return {
    get: (): StoredMailSettings | null => (current === 'unreadable' ? null : current),
    unreadable: (): boolean => current === 'unreadable',
    replace(next: StoredMailSettings): void {
      settings.store(SETTINGS_KEY, secrets.seal(JSON.stringify(next)));
      settings.forget(OUTCOME_KEY);
      current = next;
    },
    remove(): void {
      settings.forget(SETTINGS_KEY);
      settings.forget(OUTCOME_KEY);
      current = null;
    },
    outcome: outcomeSoFar,
    noteOutcome(change: Partial<MailOutcome>): void {
      settings.store(OUTCOME_KEY, { ...outcomeSoFar(), ...change });
    },
  };
}

/** What an administrator may read of it: everything but the password. */
export function withoutPassword({ password, ...rest }: StoredMailSettings): MailSettings {
  return { ...rest, hasPassword: password !== null };
}
