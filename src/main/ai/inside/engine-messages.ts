import type { ModelPurpose } from '#shared/contract/model-kinds.ts';
import type { ModelMachine } from '#shared/contract/model-sources.ts';
import type { ErrorCode, ErrorDetails } from '#shared/errors.ts';

/** What a file says of itself, and what it takes to run it. */
export type FileDescription = {
  /** As its makers call it; null when it does not say. */
  title: string | null;
  /** What it is made of, e.g. `llama`. */
  family: string;
  purpose: ModelPurpose;
  parameters: number;
  /** The longest text it was made for, in tokens; null when it does not say. */
  trainedTokens: number | null;
  vocabularySize: number;
  /** Bytes of its weights, and of its window for so many tokens. */
  weightBytes: number;
  windows: { tokens: number; bytes: number }[];
};

/** How a model is loaded. The same as long as the process lives. */
export type LoadOptions = {
  path: string;
  purpose: ModelPurpose;
  contextTokens: number;
  threads: number;
  /** Whether the graphics card takes what fits into it. */
  graphics: boolean;
  /** The machine's memory, and what may be taken of it now. */
  memoryBytes: number;
  availableBytes: number;
};

/** What the engine finds on this machine. */
export type FoundMachine = Pick<ModelMachine, 'cores' | 'processor' | 'graphics'>;

export type LoadedEngine = { contextTokens: number; loadMs: number };

export type EngineTurn = { role: 'user' | 'assistant'; text: string };

export type ChatTask = {
  system: string | null;
  turns: EngineTurn[];
  maxOutputTokens: number;
  temperature: number;
};

/** What an answer took, as counted and timed beside the model. */
export type ChatOutcome = {
  /** `length`: the longest answer, or the end of the window. */
  reason: 'stop' | 'length';
  inputTokens: number;
  /** Of these, what was still in the window from before. */
  cachedTokens: number;
  outputTokens: number;
  /** Until the first piece came, and from there to the end. */
  readMs: number;
  writtenMs: number;
};

/** How well each text answers the question; a text longer than the window is read from its beginning. */
export type RankTask = { question: string; texts: string[] };

/** 0 to 1 for each text, in order, on the model's own scale; and how long it read. */
export type RankOutcome = { scores: number[]; readMs: number };

/** Vectors of the texts, in order, and how long they were read. */
export type EmbedOutcome = { vectors: Float32Array[]; readMs: number };

/** What an engine can be asked; one thing is done at a time, in order. */
export type EngineTasks = {
  machine: { input: { graphics: boolean }; output: FoundMachine };
  describe: { input: { path: string }; output: FileDescription };
  load: { input: LoadOptions; output: LoadedEngine };
  chat: { input: ChatTask; output: ChatOutcome };
  embed: { input: { texts: string[] }; output: EmbedOutcome };
  rank: { input: RankTask; output: RankOutcome };
};

export type EngineTask = keyof EngineTasks;

export type EngineRequest =
  | { [Task in EngineTask]: { type: Task; id: number; input: EngineTasks[Task]['input'] } }[EngineTask]
  /** Nobody waits for this one any more. */
  | { type: 'stop'; id: number };

export type EngineMessage =
  | { type: 'piece'; id: number; kind: 'text' | 'reasoning'; text: string }
  /** How long the prompt is, before it is read: known of an answer that is left, too. */
  | { type: 'counted'; id: number; inputTokens: number; cachedTokens: number }
  | { type: 'done'; id: number; output: EngineTasks[EngineTask]['output'] }
  | { type: 'failed'; id: number; code: ErrorCode; message: string; details: ErrorDetails };
