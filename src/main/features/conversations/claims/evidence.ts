import { wordsOf } from '#main/language/tokenise.ts';
import { figuresIn, type Figure } from './figures.ts';
import { knownMomentsIn, type KnownMoments } from './moments.ts';

/** What a text says, made ready to be asked whether it holds a claim. */
export type Evidence = {
  figures: readonly Figure[];
  /** What its figures may be worth, whatever they count; hours and years of its moments too. */
  numbers: ReadonlySet<number>;
  moments: KnownMoments;
  /** Words and their stems in both languages, folded. */
  words: ReadonlySet<string>;
  /** Letters and digits alone, in lower case: codes and addresses, however they are spaced. */
  squeezed: string;
  /** Digits alone: telephone numbers. */
  digits: string;
};

const ROMAN = /(?<![\p{L}\p{N}])[IVXLC]{2,7}(?![\p{L}\p{N}])/gu;
const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

export function evidenceOf(text: string): Evidence {
  const figures = figuresIn(text);
  const numbers = new Set(figures.flatMap(({ values }) => values));
  // "12 345" may be two columns of a table; "1.200" two numbers of a list.
  for (const [digits] of text.matchAll(/\d+/g)) numbers.add(Number(digits));
  for (const [roman] of text.matchAll(ROMAN)) numbers.add(romanValue(roman));
  const words = new Set<string>();
  for (const { surface, frenchStem, englishStem } of wordsOf(text)) {
    words.add(surface).add(frenchStem).add(englishStem);
  }
  return {
    figures,
    numbers,
    moments: knownMomentsIn(text),
    words,
    squeezed: squeeze(text),
    digits: text.replaceAll(/\D+/g, ''),
  };
}

export function squeeze(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function romanValue(roman: string): number {
  const values = [...roman].map(letter => ROMAN_VALUES[letter] ?? 0);
  return values.reduce((sum, value, at) => (value < (values[at + 1] ?? 0) ? sum - value : sum + value), 0);
}
