import type { Canvas } from '@napi-rs/canvas';
import type { DrawingTarget } from '../pdf/draw-page.ts';
import { openPicture } from '../pictures/open-picture.ts';
import type { PlacedWord } from '../placed-words.ts';
import type { PageKind } from '../ports.ts';
import { openPdfPages } from './pdf-pages.ts';

/** An opened document whose pages are drawn. Pages count from 1. Throws document.page_not_drawable, .damaged, .too_large. */
export type PageSource = {
  /** In points or pixels: what matters is the proportion. */
  size(page: number): Promise<{ width: number; height: number }>;
  /** On white, as the page is held; a picture is never larger than it is. */
  draw(page: number, target: DrawingTarget): Promise<Canvas>;
  /** Words of its text layer; none where there is no such layer. */
  words(page: number): Promise<PlacedWord[]>;
  close(): Promise<void>;
};

/** Opens a document to look at its pages, or to recognise what is on them. Throws `document.*`. */
export async function openPages(kind: PageKind, bytes: Buffer, password: string | null): Promise<PageSource> {
  if (kind === 'pdf') return openPdfPages(bytes, password);
  const picture = openPicture(bytes, kind);
  return { ...picture, words: () => Promise.resolve([]), close: () => Promise.resolve() };
}
