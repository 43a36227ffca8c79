import { estimateTokens } from './token-estimate.ts';

/** Of what a model would take: its count and ours differ by some tokens. */
export const CUT_MARGIN = 0.9;

/** The beginning of a text, cut at a word where there is one. */
export function beginningOf(text: string, characters: number): string {
  const cut = text.slice(0, Math.max(1, Math.floor(characters)));
  const space = cut.lastIndexOf(' ');
  return space > cut.length / 2 ? cut.slice(0, space) : cut;
}

/** As much of a text as a model takes that reads so many tokens. */
export function withinTokens(text: string, limit: number): string {
  // A token has at least one character: most texts are not counted.
  if (text.length <= limit) return text;
  const tokens = estimateTokens(text);
  return tokens <= limit ? text : beginningOf(text, (text.length * limit * CUT_MARGIN) / tokens);
}
