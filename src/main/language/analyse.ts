import type { Language } from '#shared/contract/vocabulary.ts';
import { voteLanguage } from './detect.ts';
import { wordsOf } from './tokenise.ts';
import type { Word } from './tokenise.ts';

/**
 * The four searchable columns of a passage, as space-separated normalised terms. Stems carry `STEM_MARK`, so
 * that the vocabulary tells a stem from a word and one column can hold both.
 */
export type PassageTerms = { title: string; titleStem: string; text: string; textStem: string };

/** One word of a query and the marked stems it may have (two when the language is not known). */
export type QueryTerm = { surface: string; stems: string[] };

export type AnalysedQuery = {
  language: Language | null;
  /** Distinct informative words, in order; the stop-words too when the query has nothing else. */
  terms: QueryTerm[];
};

/** The stems of a word as the index holds them: of one language, or of both when it is not known. */
export function markedStems(word: Word, language: Language | null): string[] {
  const { fr: french, en: english } = word.markedStem;
  if (language === 'fr') return [french];
  if (language === 'en') return [english];
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
    if (language !== null) stems.push(word.markedStem[language]);
    else stems.push(...markedStems(word, language));
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

/** Normalises a query: language by vote, stop-words and formulas removed, one term a distinct word. */
export function analyseQuery(query: string): AnalysedQuery {
  const words = wordsOf(query);
  const language = voteLanguage(words);
  const informative = wordsOf(query.replaceAll(DURATION_FORMULAS, ' ')).filter(
    word => !isStopWord(word, language),
  );
  const kept = informative.length > 0 ? informative : words;
  const terms = new Map<string, QueryTerm>();
  for (const word of kept) {
    if (!terms.has(word.surface))
      terms.set(word.surface, { surface: word.surface, stems: markedStems(word, language) });
  }
  return { language, terms: [...terms.values()] };
}
