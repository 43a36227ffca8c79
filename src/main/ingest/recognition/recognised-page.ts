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

/** What is known of the pictures in a document when it is read. */
export type Recognised = {
  pages: readonly RecognisedPage[];
  /** Pages that are not among them will be recognised. */
  isAwaited: boolean;
};

export const NOTHING_RECOGNISED: Recognised = { pages: [], isAwaited: false };

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
