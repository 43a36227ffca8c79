import type { Readable } from 'node:stream';
import type { ZodObject } from 'zod';

import type { SearchedQuery } from '#main/language/analyse.ts';
import type { ModelPurpose, RemoteProvider } from '#shared/contract/model-kinds.ts';
import type { FoundProgram, ModelMachine } from '#shared/contract/model-sources.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { FoyerError } from '#shared/errors.ts';

/** A turn of words alone. */
export type ChatTurn = { role: 'user' | 'assistant'; content: string };

export type TextPart = { type: 'text'; text: string };
/** A picture that the model is to look at. */
export type ImagePart = {
  type: 'image';
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  bytes: Uint8Array;
};
/** The model asks for a tool. `id` is what its result names. */
export type ToolCallPart = {
  type: 'tool-call';
  id: string;
  name: string;
  arguments: Record<string, unknown>;
};
/** What a tool gave back, in words for the model. */
export type ToolResultPart = {
  type: 'tool-result';
  callId: string;
  name: string;
  text: string;
  isError: boolean;
};

/** A turn that is more than words. The results of all calls of one turn stand in one turn of their own. */
export type PartedTurn =
  | { role: 'user'; parts: readonly (TextPart | ImagePart)[] }
  | { role: 'assistant'; parts: readonly (TextPart | ToolCallPart)[] }
  | { role: 'tool'; parts: readonly ToolResultPart[] };

/** A tool that the model may ask for. Whether its arguments fit `input` is for whoever runs it to check. */
export type ToolDeclaration = { name: string; description: string; input: ZodObject };

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
  turns: readonly (ChatTurn | PartedTurn)[];
  /** What the model may ask for; none when absent. A model without tools refuses the request (`model.no_tools`). */
  tools?: readonly ToolDeclaration[];
  grounding: Grounding | null;
  /** Upper bound of the answer, in tokens. */
  maxOutputTokens: number;
  /** 0 (always the same) to 2. */
  temperature: number;
  /** Size of the model's window in tokens; adapters that can ask for it (Ollama's `num_ctx`) do. */
  contextTokens: number;
  /**
   * The same request for a window of so many tokens, once a server said that this one is too long. Absent where
   * nothing can be left out.
   */
  within?: (contextTokens: number) => ChatRequest;
  /** The same request as the model of this key reads it. Absent where all read the same. */
  readBy?: (key: string) => ChatRequest;
};

/** A model begins with this when the passages do not answer. */
export const NO_ANSWER_MARK = '[0]';
/**
 * Why a model stopped: by itself, at its longest answer, by what its provider lets nobody read, or to be given the
 * results of the tools it asked for.
 */
export type EndReason = 'stop' | 'length' | 'filter' | 'tool_calls';

export type ChatDelta =
  /** Nothing has come yet, and is not expected sooner: so much there is to read, and to load where it `loads`. */
  | { type: 'expects'; firstTokenMs: number; loads: boolean }
  /**
   * The model thinks aloud. `fresh`: what it thought before was of an attempt that came to nothing. Empty text says
   * that something comes which cannot be told from reasoning yet.
   */
  | { type: 'reasoning'; text: string; fresh: boolean }
  | { type: 'text'; text: string }
  /** A call with all its arguments; of a tool that was declared. */
  | ToolCallPart
  /** All text so far was reasoning, it turns out; the answer begins after this. */
  | { type: 'take-back' }
  /**
   * Sent at most once, last. Counts are null when the server does not report them. `certainty`, 0 to 1, is how likely
   * the answer is right, from a model that knows.
   */
  | {
      type: 'end';
      reason: EndReason;
      inputTokens: number | null;
      outputTokens: number | null;
      certainty?: number;
    };

/** What a server counted of a request, in tokens; null for what it does not tell. */
export type TokenUsage = {
  /** All that was read, what was remembered included. */
  inputTokens: number | null;
  outputTokens: number | null;
  /** Of what was read, what the server remembered from before. */
  cachedTokens: number | null;
};

/** Told of what a request uses as soon as the server says so, also of one that breaks off later; the last one counts. */
export type OnUsage = (usage: TokenUsage) => void;

/** How one request is made. */
export type CallOptions = {
  signal: AbortSignal;
  onUsage?: OnUsage | undefined;
  /** Told of a failure after which the same request is sent again. */
  onRetry?: ((error: FoyerError) => void) | undefined;
  /** How long after it began the request may be sent again, in milliseconds; RETRY_WITHIN_MS when absent. */
  retryWithinMs?: number | undefined;
  /** What somebody wants in place of the model's own limits. */
  waits?: AnswerWaits | undefined;
};

/** How long a model may be silent, in milliseconds; null leaves it to its limits. */
export type AnswerWaits = { firstTokenMs: number | null; betweenTokensMs: number | null };

/**
 * A model that answers. `stream` throws FoyerError with a `model.*` code; an aborted signal ends it with
 * the signal's reason. It never yields after it threw and always releases its connection.
 */
export type ChatModel = {
  readonly provider: Provider;
  /** The provider's own name for the model, e.g. `mistral-small`. */
  readonly model: string;
  stream(request: ChatRequest, options: CallOptions): AsyncIterable<ChatDelta>;
  /**
   * Has the server load the model, for a window of so many tokens, before it is asked. Absent where nothing is to be
   * loaded, or nothing loads it but a question. Throws as `stream` does.
   */
  prepare?(contextTokens: number, options: { signal: AbortSignal }): Promise<void>;
};

export type Provider = 'embedded' | 'inside' | 'ollama' | 'openai' | 'anthropic';

/** What became of one text: its vector, of its beginning alone when it was too long; or why there is none. */
export type EmbeddedText = { vector: Float32Array; isCut: boolean } | { failure: FoyerError };

/** What a model read in one call; `estimated` where its server did not count. */
export type ReadTokens = { tokens: number; estimated: boolean };

/** `onUse` is told of each call that was answered, whatever becomes of the others. */
export type EmbedOptions = {
  kind: 'query' | 'passage';
  signal: AbortSignal;
  onUse?: (read: ReadTokens) => void;
};
export type RankOptions = { signal: AbortSignal; onUse?: (read: ReadTokens) => void };

/** Turns texts into vectors, L2-normalised, with the same number of dimensions within a call. */
export type Embedder = {
  readonly provider: Provider;
  readonly model: string;
  /**
   * One vector for each text, in order. `kind` lets models with asymmetric prompts tell them apart.
   * Throws FoyerError with a `model.*` code when a text has none.
   */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>;
  /**
   * The same, text by text: what is wrong with one keeps no other from its vector. Throws what is wrong with the server
   * or the model: then no text has a vector.
   */
  embedEach(texts: readonly string[], options: EmbedOptions): Promise<EmbeddedText[]>;
};

/** Says how well passages answer a question. */
export type Reranker = {
  readonly provider: Provider;
  readonly model: string;
  /**
   * One score for each passage, in order, on the model's own scale: only which is higher means anything. A passage that
   * is longer than the model reads is scored by its beginning. Throws FoyerError with a `model.*` code.
   */
  rank(question: string, passages: readonly string[], options: RankOptions): Promise<number[]>;
};

/** A model file of another program, where it lies. `id` stands for its place: nobody gives a path. */
export type FoundModelFile = {
  id: string;
  program: FoundProgram;
  name: string;
  path: string;
  sizeBytes: number;
};

/** A model that Foyer keeps to run it itself, by the SHA-256 of its bytes. Its name is no other file's. */
export type KeptModel = {
  hash: string;
  name: string;
  sizeBytes: number;
  purpose: ModelPurpose;
  /** What it is made of, e.g. `llama`. */
  family: string;
  parameters: number;
  /** The longest text it was made for, in tokens; null when it does not say. */
  trainedTokens: number | null;
  /** Where it lies when it is another program's; null for one that Foyer keeps. */
  place: string | null;
};

/** The files of models that Foyer keeps. */
export type ModelFiles = {
  list(): KeptModel[];
  /**
   * Takes a file in, or finds it among those that are there. Throws `storage.full`, `request.too_large` and what
   * keeps it from being a model; then nothing of it stays.
   *
   * @param given.sizeBytes how large it is, where that is known: the disk is looked at before anything is written
   */
  add(
    content: Readable,
    given: { fileName: string; sizeBytes?: number },
    signal: AbortSignal,
  ): Promise<KeptModel>;
  /**
   * Fetches a file, going on where it stopped, checks its bytes and keeps it. Throws what `downloadFile` throws, and what
   * keeps it from being a model.
   */
  fetch(
    wanted: { name: string; address: string; sizeBytes: number; sha256: string },
    options: {
      fetch: OutboundFetch;
      signal: AbortSignal;
      /** What it throws ends the download. */
      onProgress: (now: PullProgress) => void;
    },
  ): Promise<KeptModel>;
  /** Uses a file where it lies, without copying it. Throws what keeps it from being a model. */
  refer(file: { id: string; path: string; name: string }, signal: AbortSignal): Promise<KeptModel>;
  /** How many bytes of a file came that is not whole yet. */
  fetched(sha256: string): number;
  /** Removes what came of a file that nobody wants any more. */
  leave(sha256: string): void;
  /** The window that suits this machine, in tokens, and about what the model takes of its memory with it, in bytes. */
  fitOf(hash: string, purpose: KeptModel['purpose']): { contextTokens: number; memoryBytes: number };
  /** Model files of other programs of this machine. */
  ofOtherPrograms(): Promise<FoundModelFile[]>;
  /** What they run on. Throws `model.engine_missing`. */
  machine(): Promise<ModelMachine>;
  /** Whether a file has the size it had: a disk that lost a part of it is told before it is loaded. */
  isWhole(file: KeptModel): boolean;
  /** Ends what runs of it first. The file of another program stays. */
  remove(hash: string): Promise<void>;
  /** Removes what interrupted imports left, and downloads but those that are wanted yet. @returns how many. */
  clean(wanted: ReadonlySet<string>): Promise<number>;
};

/** How to reach a configured model. `apiKey` is in clear here and nowhere else. */
export type ModelEndpoint = {
  provider: Exclude<Provider, 'embedded'>;
  model: string;
  /** Size of its window in every call, for servers that load a model again for another one; else that of the request. */
  contextTokens?: number;
  /** Base URL as `normaliseModelAddress` gives it; null means the provider's own address. */
  url: string | null;
  apiKey: string | null;
  /** How long connecting may take, in milliseconds; absent: as long as usual. */
  connectMs?: number;
  /** It was taken for near: nothing may be sent beyond this machine and its network. */
  nearOnly?: boolean;
  /** Of the settings it comes from: what is sent is listed with it. */
  modelId?: string;
};

/** How to reach a server, whichever of its models. */
export type ServerAddress = Omit<ModelEndpoint, 'model' | 'provider'> & { provider: RemoteProvider };

/** Where a model was configured to answer. */
export type ServerPlace = { provider: 'ollama' | 'openai'; url: string };

/** How far a pull is. Layers are told one after the other, the large one first: the total grows a little. */
export type PullProgress = { doneBytes: number; totalBytes: number; isChecking: boolean };

/** A model file on its way to a server. */
export type SentModelFile = { path: string; hash: string; sizeBytes: number };

/** `fetch` as the SDKs expect it; the only way an adapter reaches the network (platform/outbound). */
export type OutboundFetch = typeof globalThis.fetch;
