/** Sub-word vocabularies cut French and English words into pieces of about this many letters. */
const LETTERS_PER_EXTRA_TOKEN = 6;

/** Most tokenisers group digits by three. */
const DIGITS_PER_TOKEN = 3;

/** Ideographs, letters, digits, line breaks, signs. Groups by number: named ones cost an object a match. */
const PIECES =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)|([\p{L}\p{M}]+)|(\p{N}+)|\n+|[^\s\p{L}\p{M}\p{N}]/gu;

/**
 * Estimates how many tokens a language model would count in a text, for servers that do not report it and to fit a
 * prompt into a window beforehand. Words count one token and one more for every six letters after the first six,
 * numbers one for every three digits, signs one each. An estimate: vocabularies differ, so leave a margin where it matters.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  PIECES.lastIndex = 0;
  for (let match = PIECES.exec(text); match !== null; match = PIECES.exec(text)) {
    const [, ideographs, letters, digits] = match;
    if (letters !== undefined) tokens += Math.ceil(letters.length / LETTERS_PER_EXTRA_TOKEN);
    else if (digits !== undefined) tokens += Math.ceil(digits.length / DIGITS_PER_TOKEN);
    else tokens += ideographs?.length ?? 1;
  }
  return tokens;
}

/** Tokens that are read to score these passages: the question again with each. */
export function tokensToRank(question: string, passages: readonly string[]): number {
  const asked = estimateTokens(question);
  return passages.reduce((sum, passage) => sum + asked + estimateTokens(passage), 0);
}
