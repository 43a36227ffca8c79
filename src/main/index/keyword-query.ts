import { markedStems } from '#main/language/analyse.ts';
import type { AnalysedQuery, SearchedTerm } from '#main/language/analyse.ts';
import { wordOf } from '#main/language/tokenise.ts';
import { likelySlips } from './correction.ts';
import { EVERY_PASSAGE } from './keyword-table.ts';
import type { TermStatistics } from './term-statistics.ts';

/** An indexed term the vocabulary knows, and its inverse document frequency. */
export type QueryPhrase = { term: string; weight: number };

/** One word of the query as it is searched: the phrases that count as finding it. */
export type QueryGroup = SearchedTerm & {
  /** Empty when nothing like the word is known. */
  phrases: QueryPhrase[];
  /** Rows its phrases select, counted with repetition: the cost of searching it. */
  rows: number;
};

export type KeywordPlan = {
  groups: QueryGroup[];
  corrections: { term: string; used: string[] }[];
  /** FTS5 expression over every phrase; null when no word of the query is known. */
  expression: string | null;
  /** Cheaper expression: only passages with one of the rarer words, scored by all. Null when not needed. */
  prunedExpression: string | null;
};

/**
 * Rows a search scores before common words stop selecting passages by themselves: with 6,000, p95 stays under
 * 25 ms at 100,000 passages, and no figure of tests/quality changes.
 */
const ROW_BUDGET = 6_000;
const SMOOTHING = 0.5;
const BACKGROUND_PASSAGES = 50;

/**
 * Inverse document frequency ln(1 + (N - n + ½) / (n + ½)) (Robertson, in the form of Lucene): positive even for
 * a word that most passages hold, as every word does in a base of three.
 */
export function inverseDocumentFrequency(passages: number, frequency: number): number {
  const bounded = Math.min(frequency, passages);
  return Math.log(1 + (passages - bounded + SMOOTHING) / (bounded + SMOOTHING));
}

/**
 * How much a word of the query tells, for the share of a query that a passage holds. As if the passages stood
 * among `BACKGROUND_PASSAGES` others, one of which has the word: three passages lack most words of the language,
 * and a word they lack must not outweigh the words they hold. Changes nothing in a large base.
 */
function informativeWeight(passages: number, frequency: number): number {
  return inverseDocumentFrequency(passages + BACKGROUND_PASSAGES, Math.min(frequency, passages) + 1);
}

function anyOf(terms: readonly string[]): string {
  // Terms hold letters, digits and the stem mark only; doubling quotes keeps this safe if that ever changes.
  return terms.map(term => `"${term.replaceAll('"', '""')}"`).join(' OR ');
}

function termsOf(groups: readonly QueryGroup[]): string[] {
  return [...new Set(groups.flatMap(group => group.phrases.map(phrase => phrase.term)))];
}

/** Splits off the words too common to select passages by themselves; null when all may. */
function pruned(known: readonly QueryGroup[]): string | null {
  const selecting: QueryGroup[] = [];
  const scoring: QueryGroup[] = [];
  let rows = 0;
  for (const group of [...known].sort((left, right) => left.rows - right.rows)) {
    rows += group.rows;
    (selecting.length === 0 || rows <= ROW_BUDGET ? selecting : scoring).push(group);
  }
  if (scoring.length === 0) return null;
  const chosen = termsOf(selecting);
  const others = termsOf(scoring).filter(term => !chosen.includes(term));
  return `(${anyOf(chosen)}) AND (${anyOf([EVERY_PASSAGE, ...others])})`;
}

/** Decides which indexed terms stand for the words of a query; `asTyped` corrects none of them. */
export function planQuery(
  query: AnalysedQuery,
  statistics: TermStatistics,
  { asTyped = false }: { asTyped?: boolean } = {},
): KeywordPlan {
  const passages = statistics.passageCount();
  const corrections: KeywordPlan['corrections'] = [];

  function known(terms: readonly string[]): QueryPhrase[] {
    return [...new Set(terms)]
      .filter(term => statistics.frequency(term) > 0)
      .map(term => ({ term, weight: inverseDocumentFrequency(passages, statistics.frequency(term)) }));
  }

  function group(term: SearchedTerm, phrases: QueryPhrase[]): QueryGroup {
    return {
      ...term,
      phrases,
      rows: phrases.reduce((sum, { term }) => sum + statistics.frequency(term), 0),
    };
  }

  const groups = query.terms.map(term => {
    const { surface } = term;
    const phrases = known([surface, ...term.stems]);
    if (phrases.length > 0) {
      const frequency = Math.max(...phrases.map(phrase => statistics.frequency(phrase.term)));
      const weight = informativeWeight(passages, frequency);
      return group({ surface, weight, trust: 1, corrected: [] }, phrases);
    }
    const slips = asTyped ? null : likelySlips(term, query.language ?? statistics.language());
    const suggestions = slips === null ? [] : statistics.suggest(surface, slips);
    const corrected = suggestions.map(({ term: used }) => used);
    if (corrected.length > 0) corrections.push({ term: surface, used: corrected });
    return group(
      {
        surface,
        weight: informativeWeight(passages, 0),
        trust: (suggestions[0]?.similarity ?? 0) ** 2, // a correction is a guess: a near word may be another word
        corrected,
      },
      known(corrected.flatMap(used => [used, ...markedStems(wordOf(used), query.language)])),
    );
  });

  const found = groups.filter(({ phrases }) => phrases.length > 0);
  if (found.length === 0) return { groups, corrections, expression: null, prunedExpression: null };
  return { groups, corrections, expression: anyOf(termsOf(found)), prunedExpression: pruned(found) };
}
