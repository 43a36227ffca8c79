import { FoyerError } from '#shared/errors.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import { layOutPages, writePages } from '../pdf/lay-out-pages.ts';
import { recognisedText } from '../pdf/recognised-text.ts';
import type { ExtractedDocument } from '../ports.ts';
import { pagesOnce } from '../recognition/recognised-page.ts';
import type { Recognised, RecognisedPage } from '../recognition/recognised-page.ts';
import { warnOfBadlyRecognised } from '../recognition/recognition-warnings.ts';
import { headerSize } from './picture-size.ts';
import type { PictureType } from './picture-types.ts';

/** How many pages a file of pictures has; nothing of them is unpacked. */
async function pageCount(bytes: Buffer, type: PictureType): Promise<number> {
  if (type === 'tiff') return (await import('./tiff.ts')).tiffPages(bytes).length;
  if (type !== 'heic') headerSize(bytes, type);
  return 1;
}

const blank = (page: number): RecognisedPage => ({ page, width: 1, height: 1, confidence: 0, lines: [] });

/**
 * Reads what was recognised in a file of pictures, as if its pages were those of a PDF.
 *
 * Throws document.damaged, .too_large, or .no_text when nothing was recognised and nothing is awaited.
 */
export async function extractPicture(
  bytes: Buffer,
  type: PictureType,
  recognised: Recognised,
): Promise<ExtractedDocument> {
  const count = await pageCount(bytes, type);
  const known = new Map(recognised.pages.map(page => [page.page, page]));
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const isEmpty = (number: number): boolean => (known.get(number)?.lines.length ?? 0) === 0;
  const pictures = pagesOnce(numbers.filter(number => !known.has(number)));
  const awaited = new Set(pictures.slice(0, recognised.awaited));
  if (numbers.every(isEmpty) && awaited.size === 0)
    throw new FoyerError('document.no_text', `Nothing was recognised on ${count} pages`);
  const pages = numbers.map(number => recognisedText(known.get(number) ?? blank(number)));
  const builder = createDocumentBuilder();
  if (!numbers.every(isEmpty)) writePages(pages, layOutPages(pages), builder);
  const without = numbers.filter(number => isEmpty(number) && !awaited.has(number));
  builder.warnOf('without_text', without.map(String), count, 'pages');
  warnOfBadlyRecognised(recognised.pages, count, builder);
  return { ...builder.build(null), pictures };
}
