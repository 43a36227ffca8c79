import type { Language } from '#shared/contract/vocabulary.ts';
import { fold, wordsOf } from '../../api.ts';
import { ANYTHING, ASKING, COURTESY, EMPTY_WORDS, FORMS, NEGATIONS, PERSONS } from './question-words.ts';

/** A word of a question that tells: as it was typed, folded; its stem; whether a capital says that it is a name. */
export type TellingWord = { surface: string; stem: string; isName: boolean };

/** A question as it is compared. Two that agree in all of it ask the same. */
export type ReadQuestion = {
  /** Every word, folded: the same text, whatever its accents, capitals and punctuation. */
  plain: string;
  /** In their order. */
  telling: readonly TellingWord[];
  /** What kinds of thing are asked for; empty when the words do not say. */
  kinds: string;
  /** Whose thing it is and who does it, when that is not the office. */
  persons: string;
  negated: boolean;
};

/** Words that the person says mean the same: each stem leads to the first of its group. */
export type SameWords = ReadonlyMap<string, string>;

/** Reads what a question asks by the words of its language. */
export function readQuestion(text: string, language: Language): ReadQuestion {
  const plain = plainOf(text);
  const kinds = new Set<string>();
  let left = language === 'en' ? plain.replaceAll(/\b(?:have|has) to\b/gu, 'must') : plain;
  for (const [asked, phrase] of ASKING[language]) {
    const without = left.replaceAll(phrase, ' ');
    if (without === left) continue;
    if (asked !== ANYTHING) kinds.add(asked);
    left = without;
  }
  const persons = new Set<string>();
  const telling: string[] = [];
  let negated = false;
  for (const word of left.split(' ')) {
    if (word === '') continue;
    const person = PERSONS[language].get(word);
    if (person !== undefined) persons.add(person);
    else if (NEGATIONS[language].has(word)) negated = true;
    else if (!EMPTY_WORDS[language].has(word)) telling.push(word);
  }
  return {
    plain,
    telling: withStems(text, telling, language),
    kinds: [...kinds].toSorted().join(' '),
    persons: [...persons].toSorted().join(''),
    negated,
  };
}

/** The text of a question without accents, capitals, punctuation and politeness; digits of a number together. */
function plainOf(text: string): string {
  const folded = fold(text)
    .replaceAll(/-(?:t-)?(?:ils?|elles?)\b/gu, ' ') // « la piscine est-elle ouverte »
    .replaceAll(/(?<=\d)[\s\u00a0\u202f.](?=\d{3}(?!\d))/gu, '') // 1 000 = 1.000 = 1000
    .replaceAll(/(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/gu, ' ') // 14h = 14 h
    .replaceAll(/n['’]t\b/gu, 'nt')
    .replaceAll(/(?<=\d)[.,](?=\d)/gu, '_') // 1,5 = 1.5, and not 15
    .replaceAll(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim();
  const polite = COURTESY.reduce((left, phrase) => left.replace(phrase, ' ').trim(), folded);
  const short = polite.replaceAll(/ +/gu, ' ').trim();
  return short === '' ? folded : short;
}

const NAME = /(?<=(?:[\p{L}\p{N},'’-]|(?:^|\s)\p{Lu}\p{Ll}{0,3}\.)\s?)\p{Lu}[\p{L}\p{M}]+/gu; // also after « M. »

/** Stems need the accents, and names the capitals, which the folded words have lost. */
function withStems(text: string, telling: readonly string[], language: Language): TellingWord[] {
  const stems = new Map(wordsOf(text).map(word => [word.surface, word.stem(language)]));
  const names = new Set([...text.matchAll(NAME)].map(([name]) => fold(name)));
  return telling.map(surface => ({
    surface,
    stem: FORMS[language].get(surface) ?? stems.get(surface) ?? surface,
    isName: names.has(surface),
  }));
}

/** The same question by the first word of each group that means the same. */
export function withSameWords(read: ReadQuestion, same: SameWords): ReadQuestion {
  if (!read.telling.some(({ stem }) => same.has(stem))) return read;
  return {
    ...read,
    telling: read.telling.map(word => ({ ...word, stem: same.get(word.stem) ?? word.stem })),
  };
}

/** The groups of words that mean the same, of lines as `tarif = prix = coût`. */
export function sameWordsOf(lines: readonly string[], language: Language): SameWords {
  const same = new Map<string, string>();
  for (const line of lines) {
    const [first, ...others] = line
      .split('=')
      .map(word => wordsOf(word)[0]?.stem(language))
      .filter(stem => stem !== undefined);
    if (first === undefined) continue;
    for (const other of others) same.set(other, same.get(first) ?? first);
  }
  return same;
}
