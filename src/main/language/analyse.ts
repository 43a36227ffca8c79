import type { Language } from '#shared/contract/vocabulary.ts';
import { voteLanguage } from './detect.ts';
import { tokenise, wordsOf } from './tokenise.ts';
import type { Token, Word } from './tokenise.ts';

/**
 * The four searchable columns of a passage, as space-separated normalised terms. Stems carry `STEM_MARK`, so
 * that the vocabulary tells a stem from a word and one column can hold both.
 */
export type PassageTerms = { title: string; titleStem: string; text: string; textStem: string };

/** One word of a query and the marked stems it may have (two when the language is not known). */
export type QueryTerm = {
  surface: string;
  stems: string[];
  /** Written with a capital inside a sentence: the name of someone or something. */
  isName: boolean;
  /** Letters of a reference such as "PPR-2285". */
  isCode: boolean;
};

/** One informative word of a query, as it was searched. */
export type SearchedTerm = {
  /** Folded. */
  surface: string;
  /** How much the word tells among the passages searched: its inverse document frequency. */
  weight: number;
  /** How far finding what was searched counts as finding the word: 1, less when it was corrected, 0 when nothing is like it. */
  trust: number;
  /** The words searched in its place; empty when it was searched as it is. */
  corrected: readonly string[];
};

/** A query as it was searched, and among how many passages. */
export type SearchedQuery = { terms: readonly SearchedTerm[]; passages: number };

export type AnalysedQuery = {
  language: Language | null;
  /** Distinct informative words, in order; the stop-words too when the query has nothing else. */
  terms: QueryTerm[];
};

/** The stems of a word as the index holds them: of one language, or of both when it is not known. */
export function markedStems(word: Word, language: Language | null): string[] {
  if (language !== null) return [word.markedStem(language)];
  const [french, english] = [word.markedStem('fr'), word.markedStem('en')];
  return french === english ? [french] : [french, english];
}

function isStopWord(word: Word, language: Language | null): boolean {
  if (language !== null) return word.stopWord[language];
  // Without a language only what both would drop, and what stands alone as a letter of neither.
  return word.stopWord.fr && word.stopWord.en;
}

function columns(words: readonly Word[], language: Language | null): { surfaces: string; stems: string } {
  const surfaces: string[] = [];
  const stems: string[] = [];
  for (const word of words) {
    surfaces.push(word.surface);
    if (language !== null) stems.push(word.markedStem(language));
    else stems.push(...markedStems(word, null));
  }
  return { surfaces: surfaces.join(' '), stems: stems.join(' ') };
}

/**
 * Normalises and stems a passage for the full-text index. `language` null means voted from the text.
 * Stop-words leave the text; they stay among the words of the title, so that "Qui sommes-nous ?" finds the
 * page of that name.
 */
export function analysePassage(input: {
  title: string;
  text: string;
  language: Language | null;
}): PassageTerms {
  const textWords = wordsOf(input.text);
  const titleWords = wordsOf(input.title);
  const language = input.language ?? voteLanguage(textWords) ?? voteLanguage(titleWords);
  const text = columns(
    textWords.filter(word => !isStopWord(word, language)),
    language,
  );
  const titleStems = columns(
    titleWords.filter(word => !isStopWord(word, language)),
    language,
  );
  return {
    title: titleWords.map(word => word.surface).join(' '),
    titleStem: titleStems.stems,
    text: text.surfaces,
    textStem: text.stems,
  };
}

/**
 * "How long does … last": words that ask for a duration and that an answer ("two years") does not hold. Alone they
 * are no stop-words: "temps partiel", "last will".
 */
const DURATION_FORMULAS =
  /\bcombien de temps(?: (?:dure(?:nt|ra)?|prend(?:ra)?|prennent|faut(?:-il)?|met(?:tent)?))?(?![\p{L}\p{N}])|\bhow long\b|(?<=\bhow long\b.*)\b(?:last|take)s?\b/giu;

/** Letters that hang on digits, directly or by a sign: "FY2018", "PPR-2285", "12/b". */
function isPartOfCode(query: string, { start, end }: Token): boolean {
  return /\d[-_/.#]?$/u.test(query.slice(0, start)) || /^[-_/.#]?\d/u.test(query.slice(end));
}

/** A capital says something only inside a sentence, and only where not all are capitals. */
function isNamed(query: string, { start, end }: Token): boolean {
  return (
    /^\p{Lu}/u.test(query.slice(start, end)) &&
    /\p{Ll}/u.test(query) &&
    /[\p{L}\p{N},;)’'"»”-]\s*(?:\p{Ll}{1,2}['’])?$/u.test(query.slice(0, start))
  );
}

/** Normalises a query: language by vote, stop-words and formulas removed, one term a distinct word. */
export function analyseQuery(query: string): AnalysedQuery {
  const words = wordsOf(query);
  const language = voteLanguage(words);
  // Formulas become spaces of the same length, so that the places hold.
  const asked = query.replaceAll(DURATION_FORMULAS, formula => ' '.repeat(formula.length));
  const informative = tokenise(asked).filter(({ word }) => !isStopWord(word, language));
  const terms = new Map<string, QueryTerm>();
  for (const token of informative.length > 0 ? informative : tokenise(query)) {
    const { word } = token;
    const known = terms.get(word.surface);
    const isName = isNamed(query, token);
    if (known === undefined) {
      terms.set(word.surface, {
        surface: word.surface,
        stems: markedStems(word, language),
        isName,
        isCode: isPartOfCode(query, token),
      });
    } else known.isName ||= isName;
  }
  return { language, terms: [...terms.values()] };
}
