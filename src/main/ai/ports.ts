import type { SearchedQuery } from '#main/language/analyse.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

export type ChatTurn = { role: 'user' | 'assistant'; content: string };

/** A numbered passage offered to the model; `number` is what the answer cites as `[n]`. */
export type GroundingPassage = {
  number: number;
  title: string;
  page: number | null;
  heading: string | null;
  text: string;
  /** Words of the question that its document carries elsewhere: the year on the first page of a report, say. */
  context: string;
  /** Found by its meaning, or given with the question: it may answer without a word of it. */
  byMeaning: boolean;
};

/** A question and the passages that may answer it; `searched` is how it was searched, when it was. */
export type Grounding = {
  question: string;
  language: Language;
  passages: readonly GroundingPassage[];
  searched?: SearchedQuery | undefined;
  /** The answer before, when the question asks for what it did not say ("any others?"). */
  said?: string | undefined;
};

/**
 * One request to a chat model. Language models read `system` and `turns`; the embedded extractive model
 * reads `grounding`, the same question and passages before they became a prompt.
 */
export type ChatRequest = {
  system: string;
  turns: readonly ChatTurn[];
  grounding: Grounding | null;
  /** Upper bound of the answer, in tokens. */
  maxOutputTokens: number;
  /** 0 (always the same) to 2. */
  temperature: number;
  /** Size of the model's window in tokens; adapters that can ask for it (Ollama's `num_ctx`) do. */
  contextTokens: number;
};

/** A model begins with this when the passages do not answer. */
export const NO_ANSWER_MARK = '[0]';

export type ChatDelta =
  | { type: 'text'; text: string }
  /**
   * Sent at most once, last. Counts are null when the server does not report them. `certainty`, 0 to 1, is how likely
   * the answer is right, from a model that knows.
   */
  | {
      type: 'end';
      reason: 'stop' | 'length';
      inputTokens: number | null;
      outputTokens: number | null;
      certainty?: number;
    };

/**
 * A model that answers. `stream` throws FoyerError with a `model.*` code; an aborted signal ends it with
 * the signal's reason. It never yields after it threw and always releases its connection.
 */
export type ChatModel = {
  readonly provider: Provider;
  /** The provider's own name for the model, e.g. `mistral-small`. */
  readonly model: string;
  stream(request: ChatRequest, options: { signal: AbortSignal }): AsyncIterable<ChatDelta>;
};

export type Provider = 'embedded' | 'ollama' | 'openai' | 'anthropic';

/** Turns texts into vectors. All vectors of one embedder are L2-normalised and have `dimension` numbers. */
export type Embedder = {
  readonly provider: Provider;
  readonly model: string;
  /**
   * One vector for each text, in order. `kind` lets models with asymmetric prompts tell them apart.
   * Throws FoyerError with a `model.*` code.
   */
  embed(
    texts: readonly string[],
    options: { kind: 'query' | 'passage'; signal: AbortSignal },
  ): Promise<Float32Array[]>;
};

/** How to reach a configured model. `apiKey` is in clear here and nowhere else. */
export type ModelEndpoint = {
  provider: Exclude<Provider, 'embedded'>;
  model: string;
  /** Base URL without trailing slash; null means the provider's own address. */
  url: string | null;
  apiKey: string | null;
};

/** `fetch` as the SDKs expect it; the only way an adapter reaches the network (platform/outbound). */
export type OutboundFetch = typeof globalThis.fetch;
