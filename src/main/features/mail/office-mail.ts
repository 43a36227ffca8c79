import { z } from 'zod';
import { mailFields } from '#shared/contract/mail.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { defineArtifact } from '#main/features/artifacts/index.ts';
import { defineTool } from '#main/features/tools/index.ts';
import type { MailReceipt, OutgoingMail } from '#main/platform/mail/index.ts';
import { asPlainLetter } from './layout.ts';

const content = z.object(mailFields).strict();

const labels = {
  fr: { from: 'De', to: 'À', subject: 'Objet', text: 'Texte' },
  en: { from: 'From', to: 'To', subject: 'Subject', text: 'Text' },
} as const satisfies Record<Language, object>;

type Dependencies = {
  deliver: (mail: OutgoingMail, signal: AbortSignal) => Promise<MailReceipt>;
  /** In whose name mail goes out now; null when it is not set up. */
  sender: () => string | null;
  /** Whether the "no outbound" switch keeps mail from leaving. */
  isHeldBack: () => boolean;
  language: () => Language;
};

/** A mail that the office writes: it goes out once, after a person's yes, over the server that all mails go over. */
export function createOfficeMail({ deliver, sender, isHeldBack, language }: Dependencies) {
  const message = defineArtifact({
    name: 'mail.message',
    called: { fr: 'Courriel', en: 'Mail' },
    effect: 'sends',
    content,
    title: ({ subject }) => subject,
    describe({ to, subject, text }, spoken) {
      const from = sender();
      return [
        ...(from === null ? [] : [{ label: labels[spoken].from, value: from }]),
        { label: labels[spoken].to, value: to, field: 'to' as const },
        { label: labels[spoken].subject, value: subject, field: 'subject' as const },
        { label: labels[spoken].text, value: text, field: 'text' as const, long: true },
      ];
    },
    requirePossible() {
      if (sender() === null) throw new FoyerError('mail.not_configured', 'No mail server is configured');
      if (isHeldBack()) throw new FoyerError('mail.offline', 'Nothing may go out');
    },
    // The server took nothing of it: it was not reached, or said to come back.
    triedAgainAfter: ['mail.unreachable', 'mail.try_later', 'mail.rate_limited'],
    async execute({ content: { to, subject, text }, key, signal }) {
      const spoken = language();
      const { encrypted } = await deliver(
        {
          id: key,
          to: { name: '', address: to },
          subject,
          text: `${text}\n`,
          html: asPlainLetter({ language: spoken, subject, text }),
          language: spoken,
        },
        signal,
      );
      return { encrypted };
    },
  });

  const write = defineTool({
    name: 'mail.write',
    effect: 'sends',
    description:
      'Writes a mail to one person. It is not sent: somebody of the office reads it first, and sends or refuses it.',
    input: content,
    artifact: message,
    contentOf: input => input,
  });
  return { message, write };
}
