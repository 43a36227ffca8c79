import { z } from 'zod';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler } from '#main/platform/jobs/ports.ts';
import type {
  MailAttachment,
  Mailer,
  MailReceipt,
  OutgoingMail,
  SmtpServer,
} from '#main/platform/mail/index.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { mailMessage, writeMail, type MailMessage } from './messages.ts';
import type { MailSettingsStore, StoredMailSettings } from './settings.ts';

/** Sealed; a mail that is gone carries nothing any more. */
export const MAIL_JOB = jobKind('mail.send', z.object({ sealed: z.string().optional() }), {
  called: null,
  pointlessAfter: [
    'mail.not_configured',
    'mail.offline',
    'mail.bad_response',
    'mail.encryption_failed',
    'mail.encryption_required',
    'mail.certificate_refused',
    'mail.sign_in_refused',
    'mail.sender_refused',
    'mail.recipient_refused',
    'mail.refused',
    'mail.expired',
  ],
});
type Carried = PayloadOf<typeof MAIL_JOB>;

/** With the queue's back-off about twenty minutes: longer than the usual greylisting. */
export const MAIL_ATTEMPTS = 14;

const SENT = 'sent';

export type MailSender = ReturnType<typeof createMailSender>;

type Dependencies = {
  settings: MailSettingsStore;
  createMailer: (server: SmtpServer) => Mailer;
  /** Where links lead that say nothing else. */
  linkBase: () => string;
  clock: Clock;
  onOutcome: () => void;
};

/** Hands a written mail to the configured server, remembering how it went. Throws `mail.*`. */
export function createMailDelivery({
  settings,
  createMailer,
  clock,
  onOutcome,
}: Omit<Dependencies, 'linkBase'>) {
  return async function deliver(mail: OutgoingMail, signal: AbortSignal): Promise<MailReceipt> {
    const stored = settings.get();
    if (stored === null) throw new FoyerError('mail.not_configured', 'No mail server is configured');
    const at = clock.now().toISOString();
    try {
      const receipt = await createMailer(asServer(stored)).send(mail, signal);
      settings.noteOutcome({ lastSentAt: at, lastFailure: null });
      return receipt;
    } catch (error) {
      if (isFoyerError(error)) {
        const reply = error.details['reply'];
        settings.noteOutcome({
          lastFailure: { at, code: error.code, reply: typeof reply === 'string' ? reply : null },
        });
      }
      throw error;
    } finally {
      onOutcome();
    }
  };
}

/** Writes one message and hands it over. Throws `mail.*`. */
export function createMailSender({ linkBase, ...dependencies }: Dependencies) {
  const deliver = createMailDelivery(dependencies);
  return (message: MailMessage, id: string, signal: AbortSignal): Promise<MailReceipt> =>
    deliver(
      {
        id,
        to: { name: message.name, address: message.to },
        ...writeMail(message, message.base ?? linkBase()),
        language: message.language,
        attachments: attachedTo(message),
      },
      signal,
    );
}

function attachedTo(message: MailMessage): MailAttachment[] {
  if (message.kind !== 'report') return [];
  return message.attachments.map(({ base64, ...about }) => ({
    ...about,
    content: Buffer.from(base64, 'base64'),
  }));
}

/**
 * The job behind every mail but the test. Its payload is sealed, since it may carry a one-time link, and is gone once
 * the mail is.
 */
export function createMailJob(send: MailSender, secrets: Secrets, clock: Clock): JobHandler<Carried> {
  return {
    concurrency: 1, // providers count connections
    forgetsPayload: true,
    async run(job) {
      // A kill between the server's yes and the end of the job does not send it twice.
      if (job.completedStep === SENT) return;
      const message = opened(job.payload.sealed, secrets);
      if ('expiresAt' in message && message.expiresAt <= clock.now().toISOString()) {
        throw new FoyerError('mail.expired', 'The link of this mail is over');
      }
      await send(message, job.id, job.signal);
      job.completeStep(SENT);
    },
  };
}

export function sealMessage(message: MailMessage, secrets: Secrets): Carried {
  return { sealed: secrets.seal(JSON.stringify(message)) };
}

function opened(sealed: string | undefined, secrets: Secrets): MailMessage {
  // A cancelled mail has lost what it carried.
  if (sealed === undefined) throw new FoyerError('mail.expired', 'This mail has no content any more');
  return mailMessage.parse(JSON.parse(secrets.open(sealed)));
}

function asServer(stored: StoredMailSettings): SmtpServer {
  const { fromName, fromAddress, linkBase: _linkBase, ...server } = stored;
  return { ...server, from: { name: fromName, address: fromAddress } };
}
