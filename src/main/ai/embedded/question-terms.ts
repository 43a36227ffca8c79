import type { Language } from '#shared/contract/vocabulary.ts';
import type { SearchedTerm } from '#main/language/analyse.ts';
import { STOP_WORDS } from '#main/language/stop-words.ts';
import { sameStem, wordOf, wordsOf } from '#main/language/tokenise.ts';
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

/** A term (by its index) that a word is a form of: 1 as it stands, a little less by its stem. */
export type TermMatch = { index: number; strength: number };

/** Meets the words of texts with the terms of one question. Words are shared objects: each is compared once. */
export type TermMatcher = {
  /** In the order of the terms; empty for most words. */
  matchesOf(word: Word): readonly TermMatch[];
  /**
   * Indexes of the terms found among the words, with the strength of the best match. Unless the question itself
   * excludes, a word that a sentence excludes is hardly found there.
   */
  find(words: readonly Word[], options?: { excluded?: boolean }): Map<number, number>;
  /** Pairs of terms that stand side by side in the question and, with at most two words between, in these; 0 to 1. */
  pairsIn(words: readonly Word[]): number;
};

/** "Outside Paris" is not Paris. */
const EXCLUSIONS = new Set('hors sauf excepte hormis outside except excluding beyond'.split(' '));
const EXCLUDED_STRENGTH = 0.3;
/** Words between an exclusion and what it excludes: "hors de la ville de Paris". */
const EXCLUSION_REACH = 3;
const STEM_STRENGTH = 0.9;
const NO_MATCH: readonly TermMatch[] = [];

export function excludes(question: string): boolean {
  return wordsOf(question).some(({ surface }) => EXCLUSIONS.has(surface));
}

function matchStrength(word: Word, term: Term, language: Language): number {
  let strength = 0;
  for (const meant of term.words) {
    if (word.surface === meant.surface) return 1;
    if (sameStem(word, meant, language)) strength = STEM_STRENGTH;
  }
  return strength;
}

export function createTermMatcher(terms: readonly Term[], language: Language): TermMatcher {
  const known = new Map<Word, readonly TermMatch[]>();

  function matchesOf(word: Word): readonly TermMatch[] {
    let matches = known.get(word);
    if (matches === undefined) {
      const found = terms
        .map((term, index) => ({ index, strength: matchStrength(word, term, language) }))
        .filter(({ strength }) => strength > 0);
      matches = found.length > 0 ? found : NO_MATCH;
      known.set(word, matches);
    }
    return matches;
  }

  return {
    matchesOf,

    find(words, { excluded = true } = {}) {
      const found = new Map<number, number>();
      let lastExclusion = -Infinity;
      for (const [position, word] of words.entries()) {
        if (!excluded && EXCLUSIONS.has(word.surface)) lastExclusion = position;
        const share = position - lastExclusion <= EXCLUSION_REACH ? EXCLUDED_STRENGTH : 1;
        for (const { index, strength } of matchesOf(word)) {
          if (strength * share > (found.get(index) ?? 0)) found.set(index, strength * share);
        }
      }
      return found;
    },

    pairsIn(words) {
      if (terms.length < 2) return 0;
      const pairs = new Set<number>();
      for (const [at, word] of words.entries()) {
        for (const { index } of matchesOf(word)) {
          const near = words.slice(at + 1, at + 4);
          if (near.some(next => matchesOf(next).some(match => match.index === index + 1))) pairs.add(index);
        }
      }
      return pairs.size / (terms.length - 1);
    },
  };
}
