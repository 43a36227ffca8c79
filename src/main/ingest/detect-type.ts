import { FoyerError } from '#shared/errors.ts';
import { fileTypeFromBuffer } from 'file-type';
import { decodeText, decodeWide } from './decode-text.ts';
import { looksLikeJson, looksLikeSubtitles, looksLikeXml } from './data-kind.ts';
import { tableSeparator } from './formats/table-shape.ts';
import { OUTLOOK_PROPERTIES, oleRootNames } from './ole-file.ts';
import { looksLikeHtml, looksLikeMail, looksLikeMailbox, looksLikeMarkdown } from './text-kind.ts';
import { isWritten } from './wide-encodings.ts';
import { readOfficePackage } from './formats/office-package.ts';
import { PICTURE_MEDIA_TYPES, pictureTypeOf } from './pictures/picture-types.ts';
import type { PictureType } from './pictures/picture-types.ts';
import { readZipDirectory } from './zip-directory.ts';
import type { ZipEntry } from './zip-directory.ts';

export type DocumentType =
  | 'pdf'
  | 'docx'
  | 'doc'
  | 'pptx'
  | 'odt'
  | 'odp'
  | 'rtf'
  | 'xlsx'
  | 'xls'
  | 'ods'
  | 'csv'
  | 'epub'
  | 'html'
  | 'markdown'
  | 'mail'
  | 'mailbox'
  | 'outlook'
  | 'archive'
  | 'json'
  | 'xml'
  | 'subtitles'
  | 'text'
  | PictureType;

export const MEDIA_TYPES: Record<DocumentType, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  odp: 'application/vnd.oasis.opendocument.presentation',
  rtf: 'application/rtf',
  epub: 'application/epub+zip',
  html: 'text/html',
  markdown: 'text/markdown',
  mail: 'message/rfc822',
  mailbox: 'application/mbox',
  outlook: 'application/vnd.ms-outlook',
  archive: 'application/zip',
  json: 'application/json',
  xml: 'application/xml',
  subtitles: 'text/vtt',
  text: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv',
  ...PICTURE_MEDIA_TYPES,
};

/** Readers accept anything before the header within this distance (PDF 32000-1, annex H, note 13). */
const PDF_HEADER_WITHIN = 1024;
const SAMPLE_BYTES = 64 * 1024;
/** Binary files are full of control characters; text files have a stray one at most. */
const MAX_CONTROL_SHARE = 0.005;
/** What file-type reports for formats that are text all the same. */
const TEXTUAL = /^(?:text\/|application\/(?:xml|json|x-ndjson|xhtml))|\+xml$|^image\/svg/u;
/** Formats of printable characters that are no prose all the same. */
const PRINTABLE_FORMAT = /^application\/(?:postscript|eps|pgp-encrypted)$/u;

const SPACE = 0x20;
const ZIP_SIGNATURE = Buffer.from('PK\u0003\u0004');
const OLE_SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

export function isOleFile(bytes: Buffer): boolean {
  return bytes.subarray(0, OLE_SIGNATURE.length).equals(OLE_SIGNATURE);
}

/** Whether a file begins as an archive that holds something does. */
export function isZipFile(bytes: Buffer): boolean {
  return bytes.subarray(0, ZIP_SIGNATURE.length).equals(ZIP_SIGNATURE);
}

function unsupported(found: string): FoyerError {
  return new FoyerError('document.unsupported', `The content is ${found}`, { details: { found } });
}

function refuse(found: string): never {
  throw unsupported(found);
}

/** An OLE2 file is an encrypted modern document when it holds the stream of [MS-OFFCRYPTO] 2.3.4.4. */
function oleType(bytes: Buffer): DocumentType {
  const root = oleRootNames(bytes);
  if (root.includes(OUTLOOK_PROPERTIES)) return 'outlook';
  const isEncrypted =
    bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ||
    bytes.includes(Buffer.from('EncryptionInfo', 'utf16le'));
  if (isEncrypted) throw new FoyerError('document.encrypted', 'The Office file is protected by a password');
  if (root.includes('Workbook') || root.includes('Book')) return 'xls';
  if (root.includes('WordDocument')) return 'doc';
  throw unsupported('a legacy Office file');
}

/** OpenDocument files and their templates, by what their first entry says; it is short, and read under caps. */
const OPEN_DOCUMENT: readonly (readonly [mime: string, type: DocumentType])[] = [
  [MEDIA_TYPES.odt, 'odt'],
  [MEDIA_TYPES.odp, 'odp'],
  [MEDIA_TYPES.ods, 'ods'],
];

/** The same in one file of XML, by what its root says that it is. */
const FLAT = /<office:document\s[^<>]*\boffice:mimetype\s*=\s*["']([^"'<>]+)["']/u;

const openDocumentNamed = (said: string): DocumentType | null =>
  OPEN_DOCUMENT.find(([mime]) => said === mime || said === `${mime}-template`)?.[1] ?? null;

function openDocumentType(bytes: Buffer): DocumentType {
  const said = Buffer.from(readOfficePackage(bytes).read('mimetype') ?? [])
    .toString('latin1')
    .trim();
  const found = openDocumentNamed(said);
  if (found === null) throw unsupported('an OpenDocument file');
  return found;
}

function zipType(bytes: Buffer): DocumentType {
  const entries = readZipDirectory(bytes);
  if (entries === null)
    throw new FoyerError('document.damaged', 'The archive has no directory: it is cut short');
  const names = new Set(entries.map(entry => entry.name));
  const has = (prefix: string): boolean => entries.some((entry: ZipEntry) => entry.name.startsWith(prefix));
  if (names.has('[Content_Types].xml')) {
    if (has('word/')) return 'docx';
    if (has('xl/')) return 'xlsx';
    if (has('ppt/')) return 'pptx';
    throw unsupported('an Office package');
  }
  if (names.has('META-INF/container.xml') && entries.some(({ name }) => /\.opf$/iu.test(name))) return 'epub';
  if (names.has('encrypted-package'))
    throw new FoyerError('document.encrypted', 'The OpenDocument file is protected by a password');
  if (names.has('mimetype') && names.has('content.xml')) return openDocumentType(bytes);
  return 'archive';
}

function controlShare(text: string): number {
  const controls = text.match(/(?![\s\u0085])\p{Cc}/gu)?.length ?? 0;
  return text.length === 0 ? 0 : controls / text.length;
}

/** Some signatures are letters that a sentence may start with ("BM" is a bitmap, "solid" a shape). */
function isProse(sample: Buffer, mime: string): boolean {
  const hasPdfInside = sample.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-'); // a program may carry one
  return (
    !PRINTABLE_FORMAT.test(mime) && !hasPdfInside && !sample.some(byte => byte < SPACE && !isBlank(byte))
  );
}

function isBlank(byte: number): boolean {
  return byte >= 0x09 && byte <= 0x0d; // tab to carriage return
}

/**
 * The type of a document by its content. `fileName` only breaks ties between text, Markdown and tables in text.
 *
 * Throws document.unsupported for what is recognised but not read, and for binary content that is not; a wrong
 * extension changes nothing: a program named `.pdf` is a program. Throws document.empty, .encrypted or .damaged
 * where the signature alone tells.
 */
export async function detectType(bytes: Buffer, fileName: string): Promise<DocumentType> {
  if (bytes.length === 0) throw new FoyerError('document.empty', 'The file has no bytes');
  if (isOleFile(bytes)) return oleType(bytes);
  if (isZipFile(bytes)) return zipType(bytes);
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0005\u0006')))
    throw new FoyerError('document.empty', 'The archive holds no file');
  if (bytes.subarray(0, 5).equals(Buffer.from('{\\rtf'))) return 'rtf';
  // A program may carry a PDF inside; the header counts only when nothing else claims the first bytes.
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  // The mark of UTF-16 is the beginning of an MPEG frame too: what reads as text is text.
  const wide = decodeWide(sample);
  if (wide !== null && isWritten(wide.text) && controlShare(wide.text) <= MAX_CONTROL_SHARE)
    return textType(wide.text, fileName, bytes);
  const signature = await fileTypeFromBuffer(sample);
  if (signature?.mime === MEDIA_TYPES.pdf) return 'pdf';
  if (signature !== undefined && !TEXTUAL.test(signature.mime) && !isProse(sample, signature.mime))
    return pictureTypeOf(signature.mime) ?? refuse(signature.mime);
  if (bytes.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-')) return 'pdf';

  const { text } = decodeText(sample);
  if (controlShare(text) > MAX_CONTROL_SHARE) throw unsupported('binary');
  return textType(text, fileName, bytes);
}

function textType(text: string, fileName: string, { length }: Buffer): DocumentType {
  if (looksLikeMailbox(text)) return 'mailbox';
  if (looksLikeMail(text)) return 'mail';
  if (looksLikeSubtitles(text)) return 'subtitles';
  const isCut = length > SAMPLE_BYTES;
  if (looksLikeJson(text, isCut)) return 'json';
  if (looksLikeXml(text, isCut)) return openDocumentNamed(FLAT.exec(text)?.[1] ?? '') ?? 'xml';
  if (looksLikeHtml(text)) return 'html';
  if (tableSeparator(text, fileName) !== null) return 'csv';
  return looksLikeMarkdown(text, fileName) ? 'markdown' : 'text';
}
