import type { Language } from '#shared/contract/vocabulary.ts';
import type { SearchedTerm } from '#main/language/analyse.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { wordOf, wordsOf } from '#main/language/tokenise.ts';
import type { Word } from '#main/language/tokenise.ts';

/** A word of the question that says what it is about. */
export type Term = {
  surface: string;
  /** The word, or those that were searched in its place. */
  words: readonly Word[];
  /** How much it tells among the passages searched; null when they were not searched. */
  weight: number | null;
  /** How far finding it counts, 0 to 1: less for a corrected word. */
  trust: number;
};

/** Words that put a question rather than say what it is about, folded. */
export const CARRIERS = new Set(
  (
    'sert servent servir signifie dire savoir existe concerne marche fonctionne obtenir trouver devient utile ' +
    'mean means happen happens work works use used tell say says said mention mentioned according describe described'
  ).split(' '),
);

/**
 * The informative words of a question, each once; all of them when it has no other. `searched` is how they were
 * searched, when they were.
 */
export function termsOf(
  question: string,
  language: Language,
  searched: readonly SearchedTerm[] = [],
): Term[] {
  const words = wordsOf(question);
  const spelled = new Map(words.map(word => [word.surface, word]));
  if (searched.length > 0) {
    return searched.map(({ surface, weight, trust, corrected }) => ({
      surface,
      words: corrected.length > 0 ? corrected.map(wordOf) : [spelled.get(surface) ?? wordOf(surface)],
      weight,
      trust: corrected.length > 0 ? trust : 1,
    }));
  }
  const informative = words.filter(word => !STOP_WORDS[language].has(word.surface));
  const kept = new Map((informative.length > 0 ? informative : words).map(word => [word.surface, word]));
  return [...kept.values()].map(word => ({
    surface: word.surface,
    words: [word],
    weight: null,
    trust: 1,
  }));
}

/** Strength of the match of a word with a term: 1 as it stands, a little less by its stem, 0 otherwise. */
export function matchStrength(word: Word, term: Term, language: Language): number {
  let strength = 0;
  for (const meant of term.words) {
    if (word.surface === meant.surface) return 1;
    const same =
      language === 'fr' ? word.frenchStem === meant.frenchStem : word.englishStem === meant.englishStem;
    if (same) strength = 0.9;
  }
  return strength;
}

/** "Outside Paris" is not Paris. */
export const EXCLUSIONS = /(?<!\p{L})(?:hors|sauf|excepté|hormis|outside|except|excluding|beyond)(?!\p{L})/iu;
const EXCLUDED_STRENGTH = 0.3;
/** Words between an exclusion and what it excludes: "hors de la ville de Paris". */
const EXCLUSION_REACH = 3;

/**
 * Indexes of the terms found among the words, with the strength of the best match. Unless the question itself
 * excludes, a word that a sentence excludes is hardly found there.
 */
export function findTerms(
  words: readonly Word[],
  terms: readonly Term[],
  language: Language,
  { excluded = true }: { excluded?: boolean } = {},
): Map<number, number> {
  const found = new Map<number, number>();
  let lastExclusion = -Infinity;
  for (const [position, word] of words.entries()) {
    if (!excluded && EXCLUSIONS.test(word.surface)) lastExclusion = position;
    for (const [index, term] of terms.entries()) {
      const matched = matchStrength(word, term, language);
      const strength = position - lastExclusion <= EXCLUSION_REACH ? matched * EXCLUDED_STRENGTH : matched;
      if (strength > (found.get(index) ?? 0)) found.set(index, strength);
    }
  }
  return found;
}

/** Pairs of terms that stand side by side in the question and, with at most one word between, in the words; 0 to 1. */
export function countPairs(words: readonly Word[], terms: readonly Term[], language: Language): number {
  if (terms.length < 2) return 0;
  let pairs = 0;
  for (let index = 0; index + 1 < terms.length; index += 1) {
    const [one, other] = [terms[index], terms[index + 1]];
    if (one === undefined || other === undefined) continue;
    const together = words.some(
      (word, at) =>
        matchStrength(word, one, language) > 0 &&
        words.slice(at + 1, at + 4).some(next => matchStrength(next, other, language) > 0),
    );
    if (together) pairs += 1;
  }
  return pairs / (terms.length - 1);
}
