import type { Language } from '#shared/contract/vocabulary.ts';
import type { QueryTerm } from '#main/language/analyse.ts';
import { isKnownWord } from './known-words.ts';
import type { SlipLimits } from './spelling.ts';

/** Under four letters every other word is one slip away. */
const SHORTEST_CORRECTED = 4;
/** From this length a second slip is believable. */
const SHORTEST_WITH_TWO_SLIPS = 8;

/**
 * How far a word of the query that the documents do not hold may be from what was meant, or null when it is meant
 * as it is: a word of the language, a number, a reference. A name, and a word of the other language, may have
 * one slip and no more.
 */
export function likelySlips(term: QueryTerm, language: Language | null): SlipLimits | null {
  const { surface, isName, isCode } = term;
  if (isCode || surface.length < SHORTEST_CORRECTED || !/^\p{L}+$/u.test(surface)) return null;
  const french = isKnownWord(surface, 'fr');
  const english = isKnownWord(surface, 'en');
  if (language === null ? french || english : language === 'fr' ? french : english) return null;
  const certain = isName || french || english || surface.length < SHORTEST_WITH_TWO_SLIPS;
  return { edits: certain ? 1 : 2, parts: !isName && !french && !english };
}
