import type { Box, PlacedWord } from '../placed-words.ts';
import type { Span } from '../ports.ts';
import type { PageKind } from './real-pages.ts';

/** A passage to be found on a page. */
export type PassageSought = {
  /** What was read of the page, and where the passage is in it. */
  text: string;
  span: Span;
  /** The words that are seen on the page; null for those of its own text layer. */
  words: PlacedWord[] | null;
};

/** What the drawing process is asked of a page: how it looks, or its proportions and where a passage is. */
export type DrawRequest = { path: string; kind: PageKind; page: number } & (
  { want: 'image'; width: number } | { want: 'layout'; passage: PassageSought | null }
);

export type DrawnImage = { bytes: Uint8Array; mediaType: 'image/webp' };

export type DrawnLayout = { width: number; height: number; boxes: Box[] };

/** What it answers, or a `Failure`. */
export type DrawMessage = ({ type: 'image' } & DrawnImage) | ({ type: 'layout' } & DrawnLayout);
