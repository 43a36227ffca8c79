import PostalMime from 'postal-mime';
import type { Attachment, Email } from 'postal-mime';
import { cleanLine } from '../clean-text.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import { mendDoubleEncoding } from '../double-encoding.ts';
import type { ExtractedDocument } from '../ports.ts';
import type { Enclosing } from './enclosed-files.ts';
import { writeLetter, writePage } from './letter.ts';
import type { Letter } from './letter.ts';
import { withReadableHeaders } from './mail-headers.ts';

const SHOWN_HEADERS = ['From', 'To', 'Cc', 'Date'] as const;

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

function isPartOfPage({ related, disposition, mimeType }: Attachment): boolean {
  return related === true || (disposition === 'inline' && mimeType.startsWith('image/'));
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

/** A message in a message is mail however few headers it has. */
function isMail(mimeType: string): boolean {
  return mimeType === 'message/rfc822' || mimeType === 'message/global';
}

export type ReadMail = { letter: Letter; isSavedPage: boolean; sender: string };

/** Parses a message as it was meant: headers and bodies decoded. */
export async function parseMail(bytes: Uint8Array): Promise<ReadMail> {
  const email = await PostalMime.parse(withReadableHeaders(bytes), { forceRfc822Attachments: true });
  return {
    isSavedPage: isSavedPage(email),
    sender: cleanLine(mendDoubleEncoding(email.from?.name || email.from?.address || '')),
    letter: {
      subject: cleanLine(mendDoubleEncoding(email.subject ?? '')),
      headers: SHOWN_HEADERS.map(name => [name, shownHeader(email, name)] as const),
      html: email.html ?? '',
      text: email.text ?? '',
      files: email.attachments.map(file => ({
        name: file.filename ?? '',
        mediaType: file.mimeType,
        bytes: () => bytesOf(file),
        isInline: isPartOfPage(file),
        ...(isMail(file.mimeType) ? { type: 'mail' as const } : {}),
      })),
    },
  };
}

/** Reads one message with what is attached to it, or a page that a browser saved as one (`.mht`). */
export async function extractMail(bytes: Buffer, enclosing: Enclosing): Promise<ExtractedDocument> {
  const builder = createDocumentBuilder();
  const { letter, isSavedPage: isPage } = await parseMail(bytes);
  if (isPage) {
    writePage(letter, builder);
    return builder.build(letter.subject);
  }
  const files = enclosing.within(builder);
  await writeLetter(letter, { builder, files, heading: letter.subject });
  files.tell();
  return builder.build(letter.subject);
}
