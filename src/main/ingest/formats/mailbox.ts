import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import type { DocumentBuilder } from '../document-builder.ts';
import { MAX_EXTRACTED_CHARACTERS, MAX_MAILBOX_MESSAGES, MAX_TEXT_FILE_BYTES } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import { reasonOf } from './enclosed-files.ts';
import type { EnclosedFiles, Enclosing } from './enclosed-files.ts';
import { writeLetter } from './letter.ts';
import type { Letter } from './letter.ts';
import { parseMail } from './mail.ts';

/** The line before each message of a mailbox (RFC 4155): a sender, and a time with its year. */
const MAILBOX_LINE = /^From \S+.*\d{4}/u;
const LINE_START = Buffer.from('\nFrom ');
const BLANK_LINE_END = /\n\r?\n$/u;
/** Where the longest of these lines ends. */
const MAX_LINE = 1_000;
/** Headings and headers of a message. */
const MARGIN_CHARACTERS = 20_000;
const DAY = /\b\d{1,2} \p{L}{3,} \d{4}\b/u;

/** Where messages start, each at its mailbox line: one that stands in a text has no blank line before it, or no year. */
function messageStarts(bytes: Buffer): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(LINE_START); at !== -1; at = bytes.indexOf(LINE_START, at + 1)) {
    const line = bytes.toString('latin1', at + 1, at + MAX_LINE);
    const before = bytes.toString('latin1', Math.max(0, at - 2), at + 1);
    if (BLANK_LINE_END.test(before) && MAILBOX_LINE.test(line.slice(0, Math.max(0, line.indexOf('\n')))))
      starts.push(at + 1);
  }
  return starts;
}

/** A message without its mailbox line, its own lines that begin like one as they were written (`>From `). */
function unquoted(message: Buffer): Buffer {
  const body = message.subarray(message.indexOf(0x0a) + 1);
  if (!body.includes('\n>From ') && !body.includes('\n>>From ')) return body;
  return Buffer.from(body.toString('latin1').replace(/^>(>*From )/gmu, '$1'), 'latin1');
}

/** What tells a message from the others: its subject, who wrote it and on what day. */
function headingOf({ subject, headers }: Letter, sender: string): string {
  const date = headers.find(([name]) => name === 'Date')?.[1] ?? '';
  const origin = [sender, DAY.exec(date)?.[0] ?? ''].filter(part => part !== '').join(', ');
  if (subject === '' || origin === '') return subject + origin;
  return `${subject} (${origin})`;
}

type Message = Awaited<ReturnType<typeof parseMail>>;

/** A message, or why it cannot be read. What is in it is no reason not to read the others. */
async function openMessage(message: Buffer, charactersLeft: number): Promise<Message | FoyerError> {
  if (message.length > MAX_TEXT_FILE_BYTES) return new FoyerError('document.too_large', 'Too much mail');
  try {
    const opened = await parseMail(unquoted(message));
    const { html, text } = opened.letter;
    const isTooMuch = (html === '' ? text : html).length + MARGIN_CHARACTERS > charactersLeft;
    return isTooMuch ? new FoyerError('document.too_large', 'Too much text for one document') : opened;
  } catch (error) {
    return reasonOf(error);
  }
}

async function writeMessage(
  { letter, sender }: Message,
  builder: DocumentBuilder,
  files: EnclosedFiles,
): Promise<FoyerError | null> {
  try {
    await writeLetter(letter, { builder, files, heading: headingOf(letter, sender) });
    return null;
  } catch (error) {
    if (isFoyerError(error) && error.code === 'document.protected') return error;
    throw error;
  }
}

/**
 * Reads the messages of a mailbox one after the other, each under its subject, sender and day. One that cannot be read
 * is told; the mailbox is refused only when that is all of it.
 */
export async function extractMailbox(
  bytes: Buffer,
  enclosing: Enclosing,
  onProgress: (done: number, total: number) => void,
): Promise<ExtractedDocument> {
  const builder = createDocumentBuilder();
  const files = enclosing.within(builder);
  const starts = messageStarts(bytes);
  for (const [number, start] of starts.entries()) {
    const name = `${number + 1}`;
    if (number >= MAX_MAILBOX_MESSAGES) {
      files.leaveOut(name, new FoyerError('document.too_large', 'Too many messages'));
      continue;
    }
    const message = await openMessage(
      bytes.subarray(start, starts[number + 1] ?? bytes.length),
      MAX_EXTRACTED_CHARACTERS - builder.length(),
    );
    const refused = message instanceof FoyerError ? message : await writeMessage(message, builder, files);
    if (refused !== null) files.leaveOut(name, refused);
    onProgress(start, bytes.length);
  }
  const refusal = builder.length() === 0 ? files.refusal() : null;
  if (refusal !== null) throw refusal;
  files.tell();
  const document = builder.build(null);
  // What the first message is about is no name for all of them.
  return starts.length > 1 ? { ...document, heading: null } : document;
}
