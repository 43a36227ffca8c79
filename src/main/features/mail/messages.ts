import { z } from 'zod';
import { mail as english } from '#shared/i18n/en/mail.ts';
import { mail as french } from '#shared/i18n/fr/mail.ts';
import type { Words } from '#shared/i18n/words.ts';
import { language, type Language } from '#shared/contract/vocabulary.ts';
import { layOut, type Letter } from './layout.ts';

const NAME_SHOWN = 120; // characters of a name in a sentence

const recipient = z.object({
  /** The address, which is also that of the account. */
  to: z.string(),
  name: z.string(),
  language,
});

/** What Foyer writes to people. */
export const mailMessage = z.discriminatedUnion('kind', [
  recipient.extend({
    kind: z.literal('invitation'),
    token: z.string(),
    expiresAt: z.string(),
    /** Null when it comes from the machine itself. */
    inviter: z.string().nullable(),
  }),
  recipient.extend({ kind: z.literal('reset'), token: z.string(), expiresAt: z.string() }),
  recipient.extend({ kind: z.literal('passwordChanged'), at: z.string() }),
  recipient.extend({ kind: z.literal('test') }),
]);
export type MailMessage = z.infer<typeof mailMessage>;

export type WrittenMail = { subject: string; text: string; html: string };

type MailWords = Words<typeof french>;

export function mailWords(spoken: Language): MailWords {
  return spoken === 'fr' ? french : english;
}

/** A message in the recipient's language; links lead to `linkBase`, whatever address a request came to. */
export function writeMail(message: MailMessage, linkBase: string): WrittenMail {
  const words = mailWords(message.language);
  const values = {
    name: plain(message.name),
    email: message.to,
    address: linkBase,
    inviter: 'inviter' in message ? plain(message.inviter ?? '') : '',
    date: inWords(dateOf(message), message.language),
  };
  const say = (sentence: string): string => fill(spaced(sentence, message.language), values);
  const own = words[message.kind];
  const link = linkOf(message, linkBase);
  const letter: Letter = {
    language: message.language,
    subject: say(own.subject),
    greeting: values.name === '' ? null : say(words.greeting),
    paragraphs: paragraphsOf(message, words).map(say),
    action: { label: say(own.action), link },
    below: 'token' in message ? [say(words.validUntil)] : [],
    linkBelow: 'token' in message ? say(words.linkBelow) : null,
    small: [say(own.unexpected), say(words.footer)],
  };
  return { subject: letter.subject, ...layOut(letter) };
}

function paragraphsOf(message: MailMessage, words: MailWords): string[] {
  if (message.kind !== 'invitation') return [words[message.kind].text];
  const { text, textNobody, account } = words.invitation;
  return [plain(message.inviter ?? '') === '' ? textNobody : text, account];
}

/** Addresses of the interface live behind the `#`, so that a token never reaches a server's log. */
function linkOf(message: MailMessage, linkBase: string): string {
  if (!('token' in message)) return `${linkBase}/`;
  return `${linkBase}/#/join?token=${encodeURIComponent(message.token)}`;
}

function dateOf(message: MailMessage): string | null {
  if ('expiresAt' in message) return message.expiresAt;
  return 'at' in message ? message.at : null;
}

function inWords(instant: string | null, spoken: Language): string {
  if (instant === null) return '';
  const locale = spoken === 'fr' ? 'fr-FR' : 'en-GB';
  // With its zone: the reader may be in another one.
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** A name on one line and no address: what a stranger wrote there must not become a link in a mail of ours. */
function plain(name: string): string {
  const line = name
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\b(?:https?:\/*|www\.)\S*/gi, '…')
    .trim();
  return [...line].slice(0, NAME_SHOWN).join('');
}

/** French sets `:` `;` `?` `!` and its quotes apart by a space at which no line ends. */
function spaced(sentence: string, spoken: Language): string {
  if (spoken !== 'fr') return sentence;
  return sentence.replaceAll(/ ([:;?!»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');
}

function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
