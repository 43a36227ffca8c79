/** Sub-word vocabularies cut French and English words into pieces of about this many letters. */
const LETTERS_PER_EXTRA_TOKEN = 6;

/** Most tokenisers group digits by three. */
const DIGITS_PER_TOKEN = 3;

const PIECES =
  /(?<ideographs>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)|(?<letters>[\p{L}\p{M}]+)|(?<digits>\p{N}+)|(?<lineBreaks>\n+)|(?<signs>[^\s\p{L}\p{M}\p{N}])/gu;

/**
 * Estimates how many tokens a language model would count in a text, for servers that do not report it and to fit a
 * prompt into a window beforehand. Words count one token and one more for every six letters after the first six,
 * numbers one for every three digits, signs one each. An estimate: vocabularies differ, so leave a margin where it matters.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const { groups } of text.matchAll(PIECES)) {
    if (groups?.['letters'] !== undefined)
      tokens += Math.ceil(groups['letters'].length / LETTERS_PER_EXTRA_TOKEN);
    else if (groups?.['digits'] !== undefined)
      tokens += Math.ceil(groups['digits'].length / DIGITS_PER_TOKEN);
    else if (groups?.['ideographs'] !== undefined) tokens += groups['ideographs'].length;
    else tokens += 1;
  }
  return tokens;
}
