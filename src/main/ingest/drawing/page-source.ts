import type { Canvas } from '@napi-rs/canvas';
import type { DrawingTarget } from '../pdf/draw-page.ts';
import type { PlacedWord } from '../placed-words.ts';
import type { PageKind } from '../ports.ts';
import { openPdfPages } from './pdf-pages.ts';
import { openPicture } from './picture.ts';

/** An opened document whose pages are looked at. Pages count from 1. Throws document.page_not_drawable. */
export type PageSource = {
  /** In points or pixels: what matters is the proportion. */
  size(page: number): Promise<{ width: number; height: number }>;
  draw(page: number, target: DrawingTarget): Promise<Canvas>;
  /** Words of its text layer; none where there is no such layer. */
  words(page: number): Promise<PlacedWord[]>;
  close(): Promise<void>;
};

const OPENERS: Record<PageKind, (bytes: Buffer) => Promise<PageSource>> = {
  pdf: openPdfPages,
  picture: openPicture,
};

/** Opens a document to look at its pages. Throws `document.*`. */
export function openPages(kind: PageKind, bytes: Buffer): Promise<PageSource> {
  return OPENERS[kind](bytes);
}
