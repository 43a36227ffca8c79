import { markedStems, type SearchedTerm } from '#main/language/analyse.ts';
import { wordsOf } from '#main/language/tokenise.ts';

/** A word of a question that a text holds, and the one that stands there for it; null where it is the same, or bends it. */
export type WordHeld = { word: string; instead: string | null };

/** Which words of a question, as they were searched, a text holds; whatever their ending. */
export function wordsHeldBy(text: string): (terms: readonly SearchedTerm[]) => WordHeld[] {
  const words = wordsOf(text);
  const surfaces = new Set(words.map(({ surface }) => surface));
  const stems = new Set(words.flatMap(word => markedStems(word, null)));
  const holds = (searched: string): boolean =>
    surfaces.has(searched) ||
    wordsOf(searched).some(word => markedStems(word, null).some(stem => stems.has(stem)));
  return terms =>
    terms.flatMap(({ surface, corrected }): WordHeld[] => {
      if (corrected.length === 0) return holds(surface) ? [{ word: surface, instead: null }] : [];
      const instead = corrected.find(holds);
      return instead === undefined ? [] : [{ word: surface, instead }];
    });
}
