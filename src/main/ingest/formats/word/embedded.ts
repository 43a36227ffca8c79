import PostalMime from 'postal-mime';
import { isFoyerError } from '#shared/errors.ts';
import { decodeMarkup, decodeText } from '../../decode-text.ts';
import { detectType } from '../../detect-type.ts';
import type { DocumentType } from '../../detect-type.ts';
import type { DocumentBuilder } from '../../document-builder.ts';
import { MAX_HTML_CHARACTERS } from '../../limits.ts';
import { parsePage } from '../html-parsing.ts';
import { readHtmlBlocks } from '../html-reader.ts';
import { extractText } from '../text.ts';
import type { EmbeddedBlock } from './content.ts';

/** A web page kept as one file (MHTML) starts with the headers of a mail. */
const MAIL_HEADER = /^(?:mime-version|content-type)\s*:/imu;
const HEADERS_WITHIN = 2_048;
const PAGE_NAME = /\.x?html?$/iu;

function writeHtml(markup: string, builder: DocumentBuilder): boolean {
  if (markup.length > MAX_HTML_CHARACTERS) return false;
  readHtmlBlocks(parsePage(markup), { builder, skips: () => false });
  return true;
}

function writeText(source: string, builder: DocumentBuilder): boolean {
  const { text, blocks } = extractText(source);
  for (const { kind, level, start, end } of blocks) builder.add(kind, text.slice(start, end), level);
  return true;
}

/** The type of the bytes, or null when they are of none that is read. A piece of a page is told by its name alone. */
async function typeOf({ bytes, name }: EmbeddedBlock): Promise<DocumentType | null> {
  if (PAGE_NAME.test(name)) return 'html';
  try {
    return await detectType(bytes, name);
  } catch (error) {
    if (isFoyerError(error)) return null;
    throw error;
  }
}

/**
 * Writes a document inside a document (`w:altChunk`): HTML, MHTML, text, or another Word file, which `writeWord`
 * writes. False when it is of a type that is not read.
 */
export async function writeEmbedded(
  embedded: EmbeddedBlock,
  builder: DocumentBuilder,
  writeWord: (bytes: Buffer) => Promise<boolean>,
): Promise<boolean> {
  const { bytes } = embedded;
  if (MAIL_HEADER.test(bytes.subarray(0, HEADERS_WITHIN).toString('latin1'))) {
    const { html, text } = await PostalMime.parse(bytes);
    return html === undefined ? writeText(text ?? '', builder) : writeHtml(html, builder);
  }
  switch (await typeOf(embedded)) {
    case 'html':
      return writeHtml(decodeMarkup(bytes).text, builder);
    case 'docx':
      return writeWord(bytes);
    case 'text':
    case 'csv':
    case 'markdown':
      return writeText(decodeText(bytes).text, builder);
    default:
      return false;
  }
}
