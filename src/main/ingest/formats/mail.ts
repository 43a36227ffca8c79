import PostalMime from 'postal-mime';
import type { Attachment, Email } from 'postal-mime';
import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { mendDoubleEncoding } from '../double-encoding.ts';
import { MAX_HTML_CHARACTERS } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import { parsePage } from './html-parsing.ts';
import { readHtmlBlocks } from './html-reader.ts';
import { addText } from './text.ts';

/** The line before each message of a mailbox (RFC 4155). */
const MAILBOX_LINE = /^From \S+[^\n]*\d{4}[^\n]*\n/gmu;
const MAX_MESSAGES = 5_000;
const MAX_PLACES = 20;
const SHOWN_HEADERS = ['From', 'To', 'Cc', 'Date'] as const;

/** The messages of a mailbox, or the one that a file is. */
function messagesOf(bytes: Buffer): Buffer[] {
  if (!bytes.subarray(0, 5).equals(Buffer.from('From '))) return [bytes];
  const source = bytes.toString('latin1');
  const starts = [...source.matchAll(MAILBOX_LINE)].filter(
    ({ index }) => index === 0 || /\n\r?\n$/u.test(source.slice(Math.max(0, index - 3), index)),
  );
  if (starts.length > MAX_MESSAGES) throw new FoyerError('document.too_large', `${starts.length} messages`);
  return starts.map(({ 0: line, index }, number) =>
    bytes.subarray(index + line.length, starts[number + 1]?.index ?? bytes.length),
  );
}

/** A page that a browser saved with its pictures is written as a mail that nobody sent. */
function isSavedPage(email: Email): boolean {
  const type = headerOf(email, 'content-type');
  return email.to === undefined && /^multipart\/related/iu.test(type);
}

function headerOf(email: Email, key: string): string {
  return email.headers.find(header => header.key === key)?.value ?? '';
}

function people(addresses: Email['to']): string {
  return (addresses ?? [])
    .map(({ name, address, group }) => {
      if (group !== undefined) return `${name}: ${people(group)}`;
      return name === '' || name === address ? address : `${name} <${address}>`;
    })
    .join(', ');
}

/** A header as people read it. The date stays in the time zone in which it was written. */
function shownHeader(email: Email, name: (typeof SHOWN_HEADERS)[number]): string {
  if (name === 'Date') return cleanLine(headerOf(email, 'date'));
  const addresses = { From: email.from && [email.from], To: email.to, Cc: email.cc }[name];
  return cleanLine(mendDoubleEncoding(people(addresses)));
}

function nameOf({ filename, mimeType }: Attachment): string {
  return filename === null || filename === '' ? mimeType : cleanLine(mendDoubleEncoding(filename));
}

/** What a mail carries; pictures that are part of its page are not told. */
function addAttachments(email: Email, builder: DocumentBuilder): string[] {
  const names = email.attachments.filter(({ related }) => related !== true).map(nameOf);
  if (names.length > 0) builder.add('paragraph', `Attachments: ${names.join(', ')}`);
  return names;
}

function addBody({ html, text }: Email, builder: DocumentBuilder): void {
  if (html === undefined || html.trim() === '') {
    addText(mendDoubleEncoding(text ?? ''), builder);
    return;
  }
  if (html.length > MAX_HTML_CHARACTERS) throw new FoyerError('document.too_large', 'Too much markup');
  readHtmlBlocks(parsePage(mendDoubleEncoding(html)), { builder, skips: () => false });
}

/**
 * Reads mail as it was meant: who wrote to whom, when and about what, the text decoded, and the names of what is
 * attached. Mailboxes of several messages and saved pages (`.mht`) are read too.
 */
export async function extractMail(bytes: Buffer): Promise<ExtractedDocument> {
  const builder = createDocumentBuilder();
  const attached: string[] = [];
  let title: string | null = null;
  const messages = messagesOf(bytes);
  for (const message of messages) {
    const email = await PostalMime.parse(message);
    const subject = cleanLine(mendDoubleEncoding(email.subject ?? ''));
    if (messages.length === 1) title = subject;
    if (isSavedPage(email)) {
      addBody(email, builder);
      continue;
    }
    builder.add('heading', subject, 1);
    const headers = SHOWN_HEADERS.map(name => [name, shownHeader(email, name)] as const);
    const shown = headers.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
    builder.add('paragraph', shown.join('\n'));
    addBody(email, builder);
    attached.push(...addAttachments(email, builder));
  }
  builder.warn({
    kind: 'attachments',
    unread: attached.length,
    total: attached.length,
    unit: 'files',
    places: [...new Set(attached)].slice(0, MAX_PLACES),
  });
  return builder.build(title);
}
