import { hostname } from 'node:os';
import { z } from 'zod';
import { mail as english } from '#shared/i18n/en/mail.ts';
import { mail as french } from '#shared/i18n/fr/mail.ts';
import type { Words } from '#shared/i18n/words.ts';
import { senderKind } from '#shared/contract/message-parts.ts';
import { language, type Language } from '#shared/contract/vocabulary.ts';
import { layOut, type Letter } from './layout.ts';

const NAME_SHOWN = 120; // characters of a name in a sentence

const recipient = z.object({
  /** Where its links lead; null: to the address of the interface by the time it is sent. */
  base: z.string().nullable().optional(),
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
  recipient.extend({
    kind: z.literal('notifications'),
    lines: z.array(z.object({ what: z.string(), client: z.string().nullable(), count: z.number().int() })),
  }),
  recipient.extend({
    kind: z.literal('report'),
    clientName: z.string(),
    /** In words of the recipient: `novembre 2026`. */
    period: z.string(),
    attachments: z.array(z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() })),
  }),
  recipient.extend({
    kind: z.literal('transcript'),
    botName: z.string(),
    turns: z.array(
      z.object({
        who: senderKind.exclude(['user']),
        // Absent in what an earlier version queued.
        name: z.string().nullable().default(null),
        text: z.string(),
        sources: z.array(z.string()),
        files: z.array(z.string()).default([]),
        tools: z.array(z.string()).default([]),
      }),
    ),
  }),
]);
export type MailMessage = z.infer<typeof mailMessage>;

type ToldLine = (MailMessage & { kind: 'notifications' })['lines'][number];

/** What goes to people who need no access leads nowhere in the interface. */
type LinkedMessage = Exclude<MailMessage, { kind: 'transcript' | 'report' }>;

export type WrittenMail = { subject: string; text: string; html: string };

type MailWords = Words<typeof french>;

export function mailWords(spoken: Language): MailWords {
  return spoken === 'fr' ? french : english;
}

/** A message in the recipient's language. @param linkBase where its links lead, without a slash at the end; empty where there is only a window */
export function writeMail(message: MailMessage, linkBase: string): WrittenMail {
  const words = mailWords(message.language);
  if (message.kind === 'transcript') return writeTranscript(message, words.transcript);
  if (message.kind === 'report') return writeReport(message, words.report);
  const values = {
    name: plain(message.name),
    email: message.to,
    address: linkBase === '' ? hostname() : linkBase,
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
    action: linkBase === '' ? null : { label: say(own.action), link },
    below: 'token' in message ? [say(words.validUntil)] : [],
    linkBelow: 'token' in message ? say(words.linkBelow) : null,
    small: [say(own.unexpected), say(words.footer)],
  };
  return { subject: letter.subject, ...layOut(letter) };
}

/**
 * A conversation for its visitor. Anybody may give any address: what was written there must not become a link in a mail
 * of ours, neither by the visitor's hand nor repeated by the bot. Nothing in it leads to the interface.
 */
function writeTranscript(
  message: MailMessage & { kind: 'transcript' },
  words: MailWords['transcript'],
): WrittenMail {
  const { language: spoken, botName, turns } = message;
  const bot = plain(botName);
  const say = (sentence: string): string => fill(spaced(sentence, spoken), { bot });
  const list = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [say(heading), ...lines.map(withoutLinks)];
  const whose = { visitor: words.you, bot, operator: words.operator };
  const said = turns.map(({ who, name, text, sources, files, tools }) =>
    [
      // What Foyer tells of the conversation was said by nobody.
      ...(who === 'system' ? [] : [who === 'operator' && name !== null ? plain(name) : whose[who]]),
      ...(text === '' ? [] : [withoutLinks(text)]),
      ...list(words.files, files),
      ...list(words.tools, tools),
      ...list(words.sources, sources),
    ].join('\n'),
  );
  const letter: Letter = {
    language: spoken,
    subject: say(words.subject),
    greeting: null,
    paragraphs: [say(words.intro), ...said],
    action: null,
    below: [],
    linkBelow: null,
    small: [say(words.unexpected)],
  };
  return { subject: letter.subject, ...layOut(letter) };
}

/** The report of a month, which is attached. */
function writeReport(message: MailMessage & { kind: 'report' }, words: MailWords['report']): WrittenMail {
  const { language: spoken, clientName, period } = message;
  const say = (sentence: string): string =>
    fill(spaced(sentence, spoken), { client: plain(clientName), period: plain(period) });
  const letter: Letter = {
    language: spoken,
    subject: say(words.subject),
    greeting: null,
    paragraphs: [say(words.text)],
    action: null,
    below: [],
    linkBelow: null,
    small: [say(words.unexpected)],
  };
  return { subject: letter.subject, ...layOut(letter) };
}

function paragraphsOf(message: LinkedMessage, words: MailWords): string[] {
  if (message.kind === 'notifications')
    return [words.notifications.text, message.lines.map(line => told(line)).join('\n')];
  if (message.kind !== 'invitation') return [words[message.kind].text];
  const { text, textNobody, account } = words.invitation;
  return [plain(message.inviter ?? '') === '' ? textNobody : text, account];
}

/** What happened, at whose, and how often: `A person is asked for · Lavigne Furniture (2)`. */
function told({ what, client, count }: ToldLine): string {
  const often = count > 1 ? ` (${count})` : '';
  return [what, ...(client === null ? [] : [plain(client)])].join(' · ') + often;
}

/** Addresses of the interface live behind the `#`, so that a token never reaches a server's log. */
function linkOf(message: LinkedMessage, linkBase: string): string {
  if (!('token' in message)) return `${linkBase}/`;
  return `${linkBase}/#/join?token=${encodeURIComponent(message.token)}`;
}

function dateOf(message: LinkedMessage): string | null {
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
  const line = withoutLinks(name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')).trim();
  return [...line].slice(0, NAME_SHOWN).join('');
}

/** Programs make links of these by themselves. */
function withoutLinks(text: string): string {
  return text.replaceAll(/\b(?:https?:\/*|www\.)\S*/gi, '…');
}

/** French sets `:` `;` `?` `!` and its quotes apart by a space at which no line ends. */
function spaced(sentence: string, spoken: Language): string {
  if (spoken !== 'fr') return sentence;
  return sentence.replaceAll(/ ([:;?!»])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');
}

function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
