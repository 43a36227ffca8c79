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

/** A longer Retry-After is for the caller to decide: a person is waiting. */
export const LONGEST_RETRY_AFTER_SECONDS = 2;

/** Wait before the only retry, in milliseconds: spread so that callers do not come back together. */
export const RETRY_DELAY_MS = { least: 150, spread: 350 };
