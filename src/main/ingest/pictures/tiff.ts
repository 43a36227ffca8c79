import { FoyerError } from '#shared/errors.ts';
import UTIF from 'utif2';
import { MAX_TIFF_PAGES } from '../limits.ts';
import { requireReadableSize } from './picture-size.ts';

/** Tags of TIFF 6.0. */
const SUBFILE = 't254';
const WIDTH = 't256';
const HEIGHT = 't257';
const ORIENTATION = 't274';
const REDUCED = 1;
/** Quarter turns, clockwise, that show a page upright; mirrored ones do not come from scanners. */
const TURNS: Record<number, number> = { 3: 2, 6: 1, 8: 3 };

function numberOf(directory: UTIF.IFD, tag: string): number {
  const value = directory[tag];
  return Array.isArray(value) ? Number(value[0]) : 0;
}

/** The pages of a TIFF file, without the small copies of them. Nothing is unpacked. Throws document.damaged, .too_large. */
export function tiffPages(bytes: Buffer): UTIF.IFD[] {
  const pages = UTIF.decode(bytes).filter(
    directory => Array.isArray(directory[WIDTH]) && (numberOf(directory, SUBFILE) & REDUCED) === 0,
  );
  if (pages.length === 0) throw new FoyerError('document.damaged', 'No page in the TIFF file');
  if (pages.length > MAX_TIFF_PAGES) throw new FoyerError('document.too_large', `${pages.length} pages`);
  for (const page of pages)
    requireReadableSize({ width: numberOf(page, WIDTH), height: numberOf(page, HEIGHT) });
  return pages;
}

/** Four bytes a pixel, to be turned clockwise by so many quarters. */
export type UnpackedPage = { width: number; height: number; data: Uint8Array; turns: number };

export function readTiffPage(bytes: Buffer, page: UTIF.IFD): UnpackedPage {
  UTIF.decodeImage(bytes, page);
  const { width, height } = page;
  return { width, height, data: UTIF.toRGBA8(page), turns: TURNS[numberOf(page, ORIENTATION)] ?? 0 };
}
