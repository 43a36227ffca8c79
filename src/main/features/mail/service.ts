import { randomUUID } from 'node:crypto';
import { email } from '#shared/contract/auth.ts';
import type { MailReplacement, MailState, MailTest } from '#shared/contract/mail.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { classifyAddress, type Ledger } from '#main/platform/outbound/index.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { mailWords, type MailMessage } from './messages.ts';
import { MAIL_ATTEMPTS, MAIL_JOB, sealMessage, type MailSender } from './sending.ts';
import { withoutPassword, type MailSettingsStore, type StoredMailSettings } from './settings.ts';

const TEST_TIMEOUT_MS = 100_000; // the slowest server that is still worth having
const SOON = 10; // before the documents of a large import: a person waits for it

type Dependencies = {
  settings: MailSettingsStore;
  send: MailSender;
  jobs: Jobs;
  secrets: Secrets;
  changes: Changes;
  ledger: Pick<Ledger, 'refused'>;
  isOffline: () => boolean;
  /** Whether a place (`192.168.1.4:587`) stays reachable nevertheless. */
  isChosen: (place: string) => boolean;
  /** The language jobs are named in. */
  installationLanguage: () => Language;
};

export type MailService = ReturnType<typeof createMailService>;

export function createMailService(dependencies: Dependencies) {
  const { settings, send, jobs, secrets, changes, ledger, isOffline, isChosen, installationLanguage } =
    dependencies;

  /** With the "no outbound" switch on, only a server on this machine takes mail, or one that was chosen. */
  const heldBack = (): boolean => {
    const stored = settings.get();
    if (stored === null || !isOffline() || isThisMachine(stored.host)) return false;
    return !isChosen(mailPlace(stored));
  };
  const ready = (): boolean => settings.get() !== null && !heldBack();

  function state(): MailState {
    const stored = settings.get();
    return {
      settings: stored === null ? null : withoutPassword(stored),
      unreadable: settings.unreadable(),
      offline: heldBack(),
      ...settings.outcome(),
    };
  }

  const announce = () => changes.publish({ topic: 'settings', clientId: null, id: null });

  return {
    state,

    /** What a forgotten password is called in the list of jobs. */
    resetLabel: (): string => mailWords(installationLanguage()).reset.label,

    /** In whose name mail goes out; null when it is not set up. */
    sender(): string | null {
      const stored = settings.get();
      if (stored === null) return null;
      const { fromName, fromAddress } = stored;
      return fromName === '' ? fromAddress : `${fromName} <${fromAddress}>`;
    },
    isHeldBack: heldBack,

    /** Whether a mail that is queued now can leave. */
    ready,

    /** Throws `mail.password_needed` when the stored password would go to another server or account. */
    replace({ password, linkBase, ...next }: MailReplacement): MailState {
      const before = settings.get();
      settings.replace({
        ...next,
        linkBase: linkBase ?? before?.linkBase ?? null,
        password: passwordFor(next, password ?? null, before),
      });
      announce();
      return state();
    },

    remove(): void {
      settings.remove();
      announce();
    },

    /** Sends a mail now; what goes wrong is an answer, not an error. Throws `mail.not_configured`. */
    async test(to: string, recipient: { name: string; language: Language }): Promise<MailTest> {
      if (settings.get() === null)
        throw new FoyerError('mail.not_configured', 'No mail server is configured');
      try {
        const { encrypted, reply } = await send(
          { kind: 'test', to, ...recipient },
          randomUUID(),
          AbortSignal.timeout(TEST_TIMEOUT_MS),
        );
        return { ok: true, code: null, reply, encrypted };
      } catch (error) {
        const failure = isFoyerError(error) ? error : timedOut(error);
        const reply = failure.details['reply'];
        return {
          ok: false,
          code: failure.code,
          reply: typeof reply === 'string' ? reply : null,
          encrypted: null,
        };
      }
    },

    /**
     * Queues a mail, sealed. False when none can leave now: the caller shows the link instead.
     * `key` keeps the same mail from being queued twice.
     */
    post(message: MailMessage, key: string): boolean {
      // The owner of a desktop installation may have no address yet (`owner@localhost`).
      const stored = settings.get();
      if (stored !== null && heldBack())
        ledger.refused({ kind: 'mail', scheme: 'smtp', host: stored.host, port: stored.port }, 'offline');
      if (!ready() || !email.safeParse(message.to).success) return false;
      const { label } = mailWords(installationLanguage())[message.kind];
      jobs.enqueue(MAIL_JOB, {
        label: `${label} (${message.to})`,
        clientId: null,
        payload: sealMessage(message, secrets),
        priority: SOON,
        maxAttempts: MAIL_ATTEMPTS,
        idempotencyKey: `${MAIL_JOB.type}:${key}`,
      });
      return true;
    },
  };
}

/** Write-only also means: not handed to whatever server is typed next. */
function passwordFor(
  next: Pick<StoredMailSettings, 'host' | 'port' | 'username'>,
  given: string | null,
  before: StoredMailSettings | null,
): string | null {
  if (next.username === null) return null;
  if (given !== null) return given;
  const same = before?.host === next.host && before.port === next.port && before.username === next.username;
  if (same && before.password !== null) return before.password;
  throw new FoyerError('mail.password_needed', 'The password is needed for this server and user name', {
    details: { field: 'password' },
  });
}

function timedOut(error: unknown): FoyerError {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new FoyerError('mail.no_answer', `No end after ${TEST_TIMEOUT_MS} ms`);
  }
  throw error;
}

function isThisMachine(host: string): boolean {
  return host.toLowerCase() === 'localhost' || classifyAddress(host) === 'loopback';
}

/** Where mail goes, as settings name a place: IPv6 in brackets. */
export function mailPlace({ host, port }: { host: string; port: number }): string {
  const bare = host.replace(/^\[|\]$/g, '');
  return `${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}
