/** How long and how much an answer may take. */
export type ModelLimits = {
  /** From the request to the first piece of the answer, retry included, in milliseconds. Loading a model counts. */
  firstTokenMs: number;
  /** Between two pieces, reasoning included, in milliseconds. */
  betweenTokensMs: number;
  /** From the request to the end, in milliseconds. */
  wholeAnswerMs: number;
  /** An answer longer than `maxOutputTokens` times this many characters is cut: the server ignores its own limit. */
  charactersPerToken: number;
};

export const DEFAULT_LIMITS: ModelLimits = {
  firstTokenMs: 60_000,
  betweenTokensMs: 30_000,
  wholeAnswerMs: 10 * 60_000,
  charactersPerToken: 8, // twice what real answers have: only a runaway model reaches it
};

/**
 * A model that reads is not one that hangs: it gets this many times what it is expected to need, where that is more than
 * the limits allow.
 */
export const EXPECTED_FACTOR = 3;

/** However slow a model is, a person who could be answered otherwise waits no longer for a first word. */
export const LONGEST_PATIENCE_MS = 120_000;

/** How long the first words of a model nobody knows yet wait for more, to tell whether it thinks aloud, in milliseconds. */
export const UNSURE_MS = 400;

/** After the model said it is done, servers send token counts at once or never. */
export const AFTER_FINISH_MS = 2_000;

/** Whoever waits for an answer hears of an error within two seconds, or is answered otherwise: the last retry begins before that. */
export const RETRY_WITHIN_MS = 1_500;

/** Most times one request is sent. */
export const MOST_TRIES = 3;

/** Wait before the first retry, in milliseconds, doubled with each further one. Half of it is left to chance, so that callers do not come back together. */
export const FIRST_RETRY_MS = 400;

/** Spread over what a server asks to wait, in milliseconds. */
export const RETRY_AFTER_SPREAD_MS = 200;

/** Wait before the only retry of a call that nobody waits for, in milliseconds. */
export const RETRY_DELAY_MS = { least: 150, spread: 350 };
