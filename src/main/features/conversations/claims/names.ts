import { wordsOf } from '#main/language/tokenise.ts';

/** A name of a person, a place or a thing, as capital letters show it. */
export type NameMention = { start: number; end: number; words: string[] };

const CAPITALISED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}’'-]+/gu;
/** Where a word has its capital from the sentence, a list, a label or a cell. */
const BEGINS = /(?:^|[.!?…:;•|«“"()[\]*_#>–—-]|\d[.)])[\s*_«“"(]*$/u;
/** Words that are written with a capital without naming anybody. */
const ORDINARY = new Set(
  (
    'article articles section sections chapitre chapter annexe annex appendix note notes page pages tableau table figure ' +
    'document documents passage passages source sources extrait extraits partie part titre title internet web email mail ' +
    'pdf ok foyer monsieur madame mesdames messieurs mademoiselle maitre docteur professeur mr mrs ms dr prof oui non yes ' +
    'attention important remarque nb faq etat state government gouvernement'
  ).split(' '),
);
/** Above this share of words with a capital, a line is a title: its capitals say nothing. */
const TITLE_SHARE = 0.6;
const SHORTEST = 3; // letters
const JOINED = /^\s+$/;

/**
 * Names in a sentence: two capitalised words in a row, or one that does not begin anything. Function words, days and
 * what is only written with a capital are none.
 * @param taken places that are something else (codes, dates)
 */
export function namesIn(sentence: string, taken: readonly { start: number; end: number }[]): NameMention[] {
  const plain = sentence.match(/\p{L}[\p{L}’'-]*/gu) ?? [];
  const capital = plain.filter(word => /^\p{Lu}/u.test(word)).length;
  if (plain.length > 2 && capital / plain.length > TITLE_SHARE) return [];
  const mentions: NameMention[] = [];
  for (const match of sentence.matchAll(CAPITALISED)) {
    const start = match.index;
    const end = start + match[0].length;
    const words = wordsOf(match[0]).filter(
      word => word.surface.length >= SHORTEST && !word.stopWord.fr && !word.stopWord.en,
    );
    if (words.length === 0 || taken.some(other => other.start < end && start < other.end)) continue;
    const last = mentions.at(-1);
    if (last !== undefined && JOINED.test(sentence.slice(last.end, start))) {
      last.words.push(...words.map(({ surface }) => surface));
      last.end = end;
      continue;
    }
    const [first] = words;
    const begins = BEGINS.test(sentence.slice(0, start));
    // A word that begins something may be any word; it is part of a name only when the next one is.
    mentions.push({
      start,
      end,
      words: begins && !match[0].includes('-') ? [] : words.map(({ surface }) => surface),
    });
    if (first !== undefined && ORDINARY.has(first.surface)) mentions.at(-1)?.words.splice(0);
  }
  return mentions.filter(({ words }) => words.some(word => !ORDINARY.has(word)));
}
