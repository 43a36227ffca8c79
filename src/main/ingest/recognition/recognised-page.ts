import { z } from 'zod';
import type { PlacedWord } from '../placed-words.ts';

/** Raised by one whenever pages are recognised better: what an earlier one recognised is then done anew. */
export const RECOGNISER_VERSION = 1;

/** Mean certainty of the letters of a page (0 to 1) below which it counts as badly recognised (`npm run quality`, *recognition*). */
export const BADLY_RECOGNISED_BELOW = 0.8;

/** A word where it stands on the page as it is shown; `confidence` from 0 to 1. */
export type RecognisedWord = PlacedWord & { confidence: number };

/** Words on one line without a wide gap, in the pixels of the page once it was turned upright. */
export type RecognisedLine = {
  left: number;
  right: number;
  baseline: number;
  size: number;
  words: RecognisedWord[];
};

export type PageRecognition = {
  /** Size of the page once it was turned upright, in pixels. */
  width: number;
  height: number;
  /** Mean of the words, long ones counting more; 0 where there is none. */
  confidence: number;
  /** In reading order. */
  lines: RecognisedLine[];
};

/** A page of a document with what was recognised on it. */
export type RecognisedPage = PageRecognition & { page: number };

/** A page whose text only a picture shows, of a file that lies within a document. */
export type PageWithin = {
  /** SHA-256 of the bytes of that file, in hexadecimal: what is recognised belongs to them. */
  hash: string;
  page: number;
  /** Where the file lies: its place in the document, then in that file, and so on, each from 0. */
  at: number[];
  /** What it is called there. */
  name: string;
};

/** What has become of it: `awaited` it will be recognised, `left` it will not. */
export type PageWithinState = 'recognised' | 'awaited' | 'left';

/** What is known of the pictures in a document, and in the files within it, when it is read. */
export type Recognised = {
  pages: readonly RecognisedPage[];
  within: readonly { hash: string; pages: readonly RecognisedPage[] }[];
  /** How many pages that are not among them will be recognised. */
  awaited: number;
};

export const NOTHING_RECOGNISED: Recognised = { pages: [], within: [], awaited: 0 };

export const isBadlyRecognised = ({
  confidence,
  lines,
}: Pick<PageRecognition, 'confidence' | 'lines'>): boolean =>
  lines.length > 0 && confidence < BADLY_RECOGNISED_BELOW;

/** Page numbers in their order, each once. */
export function pagesOnce(pages: readonly number[]): number[] {
  return [...new Set(pages)].toSorted((one, two) => one - two);
}

const share = z.number().min(0).max(1);
/** For what comes from another process or the disk. */
export const pageRecognition: z.ZodType<PageRecognition> = z.object({
  width: z.number(),
  height: z.number(),
  confidence: share,
  lines: z.array(
    z.object({
      left: z.number(),
      right: z.number(),
      baseline: z.number(),
      size: z.number(),
      words: z.array(
        z.object({
          text: z.string(),
          confidence: share,
          left: share,
          top: share,
          width: share,
          height: share,
        }),
      ),
    }),
  ),
});
