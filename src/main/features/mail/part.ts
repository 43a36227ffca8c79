import type { IssuedLink } from '#shared/contract/people.ts';
import { userIdOf } from '#main/features/access/principal.ts';
import { accountEvents, createAccountStore, type UserRow } from '#main/features/accounts/index.ts';
import type { ArtifactService } from '#main/features/artifacts/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { LinkMail } from '#main/features/people/index.ts';
import { eventWork } from '#main/platform/events/index.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createSmtpMailer, type SmtpServer } from '#main/platform/mail/index.ts';
import type { MailMessage } from './messages.ts';
import { createOfficeMail } from './office-mail.ts';
import { createMailRoutes } from './routes.ts';
import { createMailDelivery, createMailJob, createMailSender, MAIL_JOB } from './sending.ts';
import { createMailService, mailPlace } from './service.ts';
import { createMailSettingsStore } from './settings.ts';

type Needs = {
  artifacts: Pick<ArtifactService, 'propose'>;
  /** Where the interface is opened, as somebody else may open it. */
  linkBase: () => string;
};

/** Outgoing mail over the one outbound client and the queue, and the mails that other features have sent. */
export function createMail(house: House, { artifacts, linkBase }: Needs) {
  const { database, settings, secrets, outbound, changes, clock, lasting } = house;
  const accounts = createAccountStore(database);
  const mailSettings = createMailSettingsStore(house);
  const sending = {
    settings: mailSettings,
    createMailer: (server: SmtpServer) => createSmtpMailer(server, { connectTo: outbound.connectTo }),
    clock,
    onOutcome: () => changes.publish({ topic: 'settings', clientId: null, id: null }),
  };
  const send = createMailSender({ ...sending, linkBase });
  const mail = createMailService({
    ...house,
    ledger: outbound.ledger,
    settings: mailSettings,
    send,
    isOffline: () => settings.get().offline,
    isChosen: place => settings.get().stillReachable.includes(place),
    installationLanguage: () => settings.get().defaultLanguage,
  });
  const ofTheOffice = createOfficeMail({
    deliver: createMailDelivery(sending),
    sender: mail.sender,
    isHeldBack: mail.isHeldBack,
    language: () => settings.get().defaultLanguage,
  });
  const routes = createMailRoutes({
    mail,
    artifacts,
    kind: ofTheOffice.message.name,
    whoAsks: principal => {
      const userId = userIdOf(principal);
      const user = userId === null ? null : accounts.byId(userId);
      return { name: user?.fullName ?? '', language: user?.language ?? settings.get().defaultLanguage };
    },
  });
  const recipient = ({ email, fullName, language }: UserRow) => ({ to: email, name: fullName, language });

  return part({
    routes: { mail: routes },
    artifacts: [ofTheOffice.message],
    tools: [ofTheOffice.write],
    jobs: [jobWork(MAIL_JOB, createMailJob(send, secrets, lasting))],
    on: [
      // So that a change by someone else is noticed.
      eventWork({
        name: 'mail.password_changed',
        called: { fr: 'Nouvelle d’un mot de passe changé', en: 'News of a changed password' },
        to: [accountEvents.PASSWORD_CHANGED],
        from: 'now',
        handle({ subjectId, at }) {
          const user = accounts.byId(subjectId);
          if (user)
            mail.post({ kind: 'passwordChanged', ...recipient(user), at }, `password:${user.id}:${at}`);
        },
      }),
    ],
    /** Whether mail can leave. */
    isReady: mail.ready,
    /** Where it is sent through; null when nobody said. */
    server(): { host: string; place: string } | null {
      const stored = mailSettings.get();
      return stored === null ? null : { host: stored.host, place: mailPlace(stored) };
    },
    /** What the job of a forgotten password is called. */
    resetLabel: mail.resetLabel,
    /** Where links in mails led before the interface had an address of its own; null when nobody said. */
    formerBase: (): string | null => mailSettings.get()?.linkBase ?? null,
    /** A one-time link, to the person it is for. False when no mail can leave. */
    sendLink(user: UserRow, { kind, token, expiresAt }: IssuedLink, { inviter, base }: LinkMail): boolean {
      const about = { ...recipient(user), token, expiresAt, base };
      const message =
        kind === 'invitation' ? ({ kind, ...about, inviter } as const) : ({ kind, ...about } as const);
      return mail.post(message, `link:${user.id}:${expiresAt}`);
    },
    /** What somebody is told, and has not read yet. False when no mail can leave to them. */
    sendNotifications: (told: Omit<MailMessage & { kind: 'notifications' }, 'kind'>, key: string): boolean =>
      mail.post({ kind: 'notifications', ...told }, `notifications:${key}`),
    /** The report of a month, to an address that the office chose. False when no mail can leave. */
    sendReport: (report: Omit<MailMessage & { kind: 'report' }, 'kind' | 'name'>, key: string): boolean =>
      mail.post({ kind: 'report', name: '', ...report }, key),
    /** A conversation, to an address that its visitor gave. False when no mail can leave. */
    sendTranscript: (
      transcript: Omit<MailMessage & { kind: 'transcript' }, 'kind' | 'name'>,
      key: string,
    ): boolean => mail.post({ kind: 'transcript', name: '', ...transcript }, key),
  });
}

export type Mailing = ReturnType<typeof createMail>;
