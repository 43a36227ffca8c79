// Makes `src/main/ingest/letter-pairs.ts` from the hunspell dictionaries of the packages dictionary-fr and
// dictionary-en: `node_modules/.bin/…/node scripts/make-letter-pairs.ts`, after an upgrade of one of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LETTERS, MOST_BITS, STEPS_PER_BIT, foldedLetters } from '#main/ingest/letter-rarity.ts';
import { expandDictionary } from './hunspell-dictionary.ts';

/** As if each pair had been seen so often: none is impossible. */
const SMOOTHING = 0.02;
const FIRST_SIGN = 35; // "#", after the quotation marks

/** How likely each letter, or the end, is after each letter, or the beginning. */
function likelihoods(words: Iterable<string>): number[][] {
  const counts = Array.from({ length: LETTERS }, () => Array<number>(LETTERS).fill(SMOOTHING));
  for (const word of words) {
    const letters = foldedLetters(word);
    if (letters.includes(-1)) continue;
    let before = LETTERS - 1;
    for (const letter of [...letters, LETTERS - 1]) {
      const row = counts[before] ?? [];
      row[letter] = (row[letter] ?? 0) + 1;
      before = letter;
    }
  }
  return counts.map(row => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map(count => count / total);
  });
}

const [french = [], english = []] = (['fr', 'en'] as const).map(language =>
  likelihoods(expandDictionary(language)),
);
const rows = french.map((row, before) =>
  row
    .map((likelihood, after) => {
      const bits = -Math.log2(Math.max(likelihood, english[before]?.[after] ?? 0));
      return String.fromCharCode(FIRST_SIGN + Math.round(Math.min(MOST_BITS, bits) * STEPS_PER_BIT));
    })
    .join(''),
);
const lines = rows.map(
  row => `  ${JSON.stringify(row).replaceAll("'", "\\'").replace(/^"|"$/gu, "'").replaceAll('\\"', '"')},`,
);
writeFileSync(
  join(import.meta.dirname, '../src/main/ingest/letter-pairs.ts'),
  `/**
 * How rare a letter is after another in French or English words, whichever has it more often: a row for each letter
 * and the beginning of a word, a sign for each letter and its end. Made by scripts/make-letter-pairs.ts.
 */
export const LETTER_PAIRS: readonly string[] = [
${lines.join('\n')}
];
`,
);
