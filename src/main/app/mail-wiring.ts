import type { IssuedLink } from '#shared/contract/people.ts';
import type { UserRow } from '#main/features/accounts/index.ts';
import {
  createMailJob,
  createMailSender,
  createMailService,
  createMailSettingsStore,
  MAIL_JOB,
  type MailMessage,
} from '#main/features/mail/index.ts';
import type { LinkMail } from '#main/features/people/index.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import { createSmtpMailer } from '#main/platform/mail/index.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';

type Dependencies = {
  settings: SettingsStore;
  secrets: Secrets;
  outbound: Outbound;
  jobs: Jobs;
  changes: Changes;
  clock: Clock;
  /** Never goes back, not even over a restart: what is over by it stays over. */
  lasting: Clock;
  log: Log;
  /** Where the interface is opened, as somebody else may open it. */
  linkBase: () => string;
};

/** Outgoing mail wired to the one outbound client and the queue, and the mails that other features have sent. */
export function createMail(dependencies: Dependencies) {
  const { settings, secrets, outbound, jobs, changes, clock, lasting, log, linkBase } = dependencies;
  const mailSettings = createMailSettingsStore({ settings, secrets, log });
  const send = createMailSender({
    settings: mailSettings,
    createMailer: server => createSmtpMailer(server, { connectTo: outbound.connectTo }),
    linkBase,
    clock,
    onOutcome: () => changes.publish({ topic: 'settings', clientId: null, id: null }),
  });
  jobs.register(MAIL_JOB, createMailJob(send, secrets, lasting));
  const mail = createMailService({
    settings: mailSettings,
    send,
    jobs,
    secrets,
    changes,
    isOffline: () => settings.get().offline,
    installationLanguage: () => settings.get().defaultLanguage,
  });

  const recipient = ({ email, fullName, language }: UserRow) => ({ to: email, name: fullName, language });
  return {
    mail,
    /** Where links in mails led before the interface had an address of its own; null when nobody said. */
    formerBase: (): string | null => mailSettings.get()?.linkBase ?? null,
    /** A one-time link, to the person it is for. False when no mail can leave. */
    link(user: UserRow, { kind, token, expiresAt }: IssuedLink, { inviter, base }: LinkMail): boolean {
      const about = { ...recipient(user), token, expiresAt, base };
      const message =
        kind === 'invitation' ? ({ kind, ...about, inviter } as const) : ({ kind, ...about } as const);
      return mail.post(message, `link:${user.id}:${expiresAt}`);
    },
    /** A conversation, to an address that its visitor gave. False when no mail can leave. */
    transcript: (
      transcript: Omit<MailMessage & { kind: 'transcript' }, 'kind' | 'name'>,
      key: string,
    ): boolean => mail.post({ kind: 'transcript', name: '', ...transcript }, key),
    passwordChanged(user: UserRow): void {
      const at = clock.now().toISOString();
      mail.post({ kind: 'passwordChanged', ...recipient(user), at }, `password:${user.id}:${at}`);
    },
  };
}
