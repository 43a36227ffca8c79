import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../../clean-text.ts';
import { decodeMarkup } from '../../decode-text.ts';
import { createDocumentBuilder } from '../../document-builder.ts';
import { openOleFile } from '../../ole-file.ts';
import type { OleStorage } from '../../ole-file.ts';
import type { ExtractedDocument } from '../../ports.ts';
import type { Enclosing } from '../enclosed-files.ts';
import { writeLetter } from '../letter.ts';
import type { Letter, LetterFile } from '../letter.ts';
import { decompressRtf } from './compressed-rtf.ts';
import { HEAD_LENGTH, readProperties } from './properties.ts';
import type { Properties } from './properties.ts';
import { rtfBody } from './rtf-body.ts';

/** Property numbers of [MS-OXPROPS]. */
const ID = {
  messageClass: 0x001a,
  subject: 0x0037,
  submitted: 0x0039,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  representedName: 0x0042,
  representedSmtp: 0x5d02,
  transportHeaders: 0x007d,
  recipientType: 0x0c15,
  displayTo: 0x0e04,
  displayCc: 0x0e03,
  delivered: 0x0e06,
  body: 0x1000,
  compressedRtf: 0x1009,
  html: 0x1013,
  displayName: 0x3001,
  address: 0x3003,
  smtpAddress: 0x39fe,
  fileData: 0x3701,
  shortFileName: 0x3704,
  fileName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
  isHidden: 0x7ffe,
} as const;

const RECIPIENT = { to: 1, cc: 2 } as const;
/** S/MIME ([MS-OXOSMIME]): the one file of such a message is all of it, whether its signature stands apart or around it. */
const WRAPPED = /^IPM\.Note\.SMIME$/iu;
const SIGNED_APART = /^IPM\.Note\.SMIME\.MultipartSigned$/iu;
const DATE_HEADER = /^date:[ \t]*(.+)$/imu;

function person(name: string, address: string): string {
  const isMailAddress = address.includes('@');
  if (name === '' || name === address) return isMailAddress ? address : name;
  return isMailAddress ? `${name} <${address}>` : name;
}

/** Of one kind, as their own entries name them, else as the message shows them. */
function recipients(parts: readonly Properties[], type: number, shown: string): string {
  const found = parts
    .filter(part => part.number(ID.recipientType) === type)
    .map(part => person(part.text(ID.displayName), part.text(ID.smtpAddress) || part.text(ID.address)));
  return cleanLine(found.length === 0 ? shown : found.join(', '));
}

function bodyOf(properties: Properties): { html: string; text: string } {
  const text = properties.text(ID.body);
  const bytes = properties.binary(ID.html);
  const html = bytes === null ? properties.text(ID.html) : decodeMarkup(bytes).text;
  const compressed = properties.binary(ID.compressedRtf);
  if (html.trim() !== '' || compressed === null) return { html, text };
  const { isHtml, content } = rtfBody(decompressRtf(compressed));
  if (isHtml) return { html: content, text };
  return { html: '', text: text.trim() === '' ? content : text };
}

function fileOf(part: Properties, html: string): LetterFile {
  const name = part.text(ID.fileName) || part.text(ID.shortFileName) || part.text(ID.displayName);
  const inner = part.storage(ID.fileData);
  if (inner?.names.includes('__properties_version1.0') === true) {
    return {
      name,
      mediaType: 'application/vnd.ms-outlook',
      isInline: false,
      read: enclosing => readMessage(inner, HEAD_LENGTH.innerMessage, enclosing),
    };
  }
  const contentId = part.text(ID.contentId);
  const mediaType = part.text(ID.mediaType).toLowerCase();
  const isPartOfPage = contentId !== '' && html.includes(`cid:${contentId}`);
  const bytes = (): Buffer => {
    const data = part.binary(ID.fileData);
    if (data === null) throw new FoyerError('document.unsupported', 'An attachment that is no file');
    return data;
  };
  return {
    name,
    mediaType: mediaType || 'application/octet-stream',
    isInline: isPartOfPage || part.number(ID.isHidden) === 1,
    bytes,
  };
}

/** The file of a message that is signed or encrypted, as what it is. */
function asSecured(file: LetterFile, messageClass: string): LetterFile {
  if (!('bytes' in file)) return file;
  if (WRAPPED.test(messageClass)) return { ...file, mediaType: 'application/pkcs7-mime' };
  if (!SIGNED_APART.test(messageClass)) return file;
  return { ...file, name: '', type: 'mail', mediaType: 'multipart/signed' };
}

function letterOf(storage: OleStorage, headLength: number): Letter {
  const properties = readProperties(storage, headLength);
  const partsNamed = (prefix: string): Properties[] =>
    storage.names
      .filter(name => name.startsWith(prefix))
      .toSorted()
      .map(name => storage.storage(name))
      .filter(part => part !== null)
      .map(part => readProperties(part, HEAD_LENGTH.part, properties.codePage));
  const people = partsNamed('__recip_version1.0_');
  const { html, text } = bodyOf(properties);
  const files = partsNamed('__attach_version1.0_')
    .map(part => fileOf(part, html))
    .map(file => asSecured(file, properties.text(ID.messageClass)));
  const sender = person(
    properties.text(ID.senderName) || properties.text(ID.representedName),
    properties.text(ID.senderSmtp) ||
      properties.text(ID.representedSmtp) ||
      properties.text(ID.senderAddress),
  );
  const written = DATE_HEADER.exec(properties.text(ID.transportHeaders))?.[1] ?? '';
  return {
    subject: cleanLine(properties.text(ID.subject)),
    headers: [
      ['From', cleanLine(sender)],
      ['To', recipients(people, RECIPIENT.to, properties.text(ID.displayTo))],
      ['Cc', recipients(people, RECIPIENT.cc, properties.text(ID.displayCc))],
      ['Date', cleanLine(written || properties.time(ID.submitted) || properties.time(ID.delivered))],
    ],
    html,
    text,
    files,
  };
}

async function readMessage(
  storage: OleStorage,
  headLength: number,
  enclosing: Enclosing,
): Promise<ExtractedDocument> {
  const letter = letterOf(storage, headLength);
  const builder = createDocumentBuilder();
  const files = enclosing.within(builder);
  await writeLetter(letter, { builder, files, heading: letter.subject });
  files.tell();
  return builder.build(letter.subject);
}

/** Reads a message that Outlook saved (`.msg`, [MS-OXMSG]) with what is attached to it. */
export async function extractOutlookMessage(bytes: Buffer, enclosing: Enclosing): Promise<ExtractedDocument> {
  return readMessage(openOleFile(bytes), HEAD_LENGTH.message, enclosing);
}
