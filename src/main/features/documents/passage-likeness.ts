import { fold } from '#main/language/fold.ts';
import { bandsOf, jaccard, shinglesOf } from './min-hash.ts';

/** Raised by one whenever passages are compared otherwise: those compared before are then compared again. */
export const LIKENESS_VERSION = 1;
/** From here on two passages say the same: a word here and there, or a sentence of ten, is another. */
export const ALIKE = 0.8;
/** Two that are alike to a third are at least this like: what is not beyond it in a group is no chain of small steps. */
const NEAR = 1 - 2 * (1 - ALIKE);
/** Of fewer words, that one is another says much. */
const WORDS_LEAST = 10;

export type Likeness = { shingles: ReadonlySet<number>; figures: string };

/** What a passage is compared by; null where it has too few words. */
export function likenessOf(text: string): Likeness | null {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < WORDS_LEAST) return null;
  const figures = words.filter(word => /\p{N}/u.test(word)).toSorted();
  return { shingles: shinglesOf(words), figures: figures.join(' ') };
}

/** Numbers of which passages of a client that say the same share one; never with another client’s, or an earlier comparison’s. */
export function bandsOfLikeness({ shingles }: Likeness, clientId: string): number[] {
  return bandsOf(shingles, `${String(LIKENESS_VERSION)} ${clientId}`);
}

/**
 * How like two passages are. Tariffs of two years have nearly the same words, and do not say the same: the figures must be
 * the same ones.
 */
export function comparePassages(one: Likeness, other: Likeness): 'alike' | 'near' | 'other' {
  if (one.figures !== other.figures) return 'other';
  const share = jaccard(one.shingles, other.shingles);
  if (share >= ALIKE) return 'alike';
  return share >= NEAR ? 'near' : 'other';
}
