/** What is kept of the last answers of a model, in tokens a second, oldest first. */
export type PaceSamples = {
  read: readonly number[];
  written: readonly number[];
  /** How long the model last took to be loaded, in milliseconds. */
  loadMs: number | null;
  /** It was given up before its first word: it reads no faster than this. Null once it was measured. */
  atMost: number | null;
};

const TOKENS_PER_WORD = 1.3; // French and English, as our own count has them
const PASSAGE_TOKENS = 290; // a passage of usual length with where it stands: eight are 2,350
const INSTRUCTIONS_AND_QUESTION_TOKENS = 250;
const PASSAGES_MAX = 8;
const RANKED_TOKENS = 320; // a passage of usual length with the question
const RANKED_MAX = 24;

/** What a model reads within some seconds, for a person: words, and whole passages beside instructions and question. */
export function readWithin(tokensPerSecond: number, seconds: number): { words: number; passages: number } {
  const tokens = tokensPerSecond * seconds;
  const words = tokens / TOKENS_PER_WORD;
  const step = words < 1_000 ? 10 : 100;
  const passages = Math.floor((tokens - INSTRUCTIONS_AND_QUESTION_TOKENS) / PASSAGE_TOKENS);
  return {
    words: Math.max(step, Math.round(words / step) * step),
    passages: Math.min(PASSAGES_MAX, Math.max(1, passages)),
  };
}

/** How many passages of usual length a model puts in order within some seconds. */
export function rankedWithin(tokensPerSecond: number, seconds: number): number {
  return Math.min(RANKED_MAX, Math.floor((tokensPerSecond * seconds) / RANKED_TOKENS));
}

/** About how many tokens a question with its passages is, for a model that reads as long as it may. */
export function promptTokensWithin(tokensPerSecond: number, seconds: number): number {
  const { passages } = readWithin(tokensPerSecond, seconds);
  return INSTRUCTIONS_AND_QUESTION_TOKENS + passages * PASSAGE_TOKENS;
}
