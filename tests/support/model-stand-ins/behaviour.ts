import type { RankRequest } from './ranking.ts';

/**
 * What a stand-in does with the requests it gets. Refusals apply to every path, the others to answers only.
 */
export type StandInBehaviour =
  | { kind: 'normal' }
  /** Accepts the request and stays silent until `release()`; then answers normally. */
  | { kind: 'hang' }
  /** Sends the first pieces, then stays silent until `release()`; then finishes normally. */
  | { kind: 'stall' }
  /** Sends the first pieces, then cuts the connection. */
  | { kind: 'die' }
  /** Cuts the connection before any byte of an answer. */
  | { kind: 'reset' }
  /** Answers 200 with something that is not the protocol. */
  | { kind: 'garbage' }
  /** Answers 200 and closes without a word. */
  | { kind: 'empty' }
  /** Never stops sending pieces, until the client leaves. */
  | { kind: 'endless' }
  /** Answers 200 and sends one line without end, until the client leaves. */
  | { kind: 'endless-line' }
  /** Reports an error of its own in the middle of the stream, as the protocol words it. */
  | { kind: 'stream-error' }
  | { kind: 'unauthorised' }
  | { kind: 'missing-model' }
  | { kind: 'rate-limited'; retryAfterSeconds?: number }
  | { kind: 'server-error' }
  | { kind: 'context-overflow' };

export type StandInBehaviourKind = StandInBehaviour['kind'];

/** A chat request, the same whichever protocol carried it. */
export type StandInChatRequest = {
  model: string;
  /** Empty when the request had none. */
  system: string;
  turns: { role: 'user' | 'assistant'; content: string }[];
  /** The body as it was received. */
  body: Record<string, unknown>;
};

export type StandInReply = {
  text: string;
  /** Sent the way the protocol sends reasoning. */
  thinking?: string;
  /** True when the reply is cut by the output limit. */
  truncated?: boolean;
  /** True when the provider's filter cut the reply (OpenAI). */
  filtered?: boolean;
};

export type StandInModel = {
  name: string;
  /** Size on disk in bytes. */
  bytes: number;
  purpose: 'chat' | 'embedding' | 'reranking';
  contextTokens: number;
  /** As Ollama calls them; what its purpose says unless given. */
  capabilities?: readonly string[];
  /** Its server is too old to run it. */
  isOfUnknownKind?: boolean;
};

/** A request as it was received, with how its connection ended. */
export type RecordedRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** Parsed JSON, or the text when it is not JSON, or null when there was none. */
  body: unknown;
  /** `complete` when the answer was sent whole; `left` when either side cut it. */
  ended: Promise<'complete' | 'left'>;
};

/** In tokens a second. Nothing is waited for: these are the durations that such a server reports. */
export type StandInSpeed = { read: number; written: number; loadMs: number };

export type StandInOptions = {
  /** 0 (the default) takes a free one. */
  port?: number;
  /** `127.0.0.1` unless given; `0.0.0.0` is open to the network. */
  host?: string;
  models?: readonly StandInModel[];
  reply?: (request: StandInChatRequest) => string | StandInReply;
  behaviour?: StandInBehaviour | StandInBehaviourKind;
  /** When set, requests without this key are refused as the protocol refuses them. */
  apiKey?: string;
  /** Parameters of the chat request the server does not know and refuses (OpenAI and Anthropic). */
  unknownParameters?: readonly string[];
  /** What the server says of a chat request it does not take; null when it takes it (OpenAI). */
  refuse?: (request: StandInChatRequest) => { status: number; json: unknown } | null;
  /** Scores of the documents that are to be put in order; by the words they share unless given (OpenAI). */
  rank?: (request: RankRequest) => number[];
  /** How fast the models read and write, and how long they take to be loaded; not reported when absent (Ollama). */
  speed?: StandInSpeed;
  /** The memory of its graphics card, in bytes; none when absent (Ollama). */
  graphicsBytes?: number;
  /** Loading a model throws the one before out of memory (Ollama). */
  holdsOne?: boolean;
  /** False for servers that never report token counts (OpenAI). */
  reportsUsage?: boolean;
};

/** A model that the stand-in's library has; it comes in layers of so many bytes. */
export type LibraryModel = StandInModel & { layers: readonly number[] };

/** What Ollama alone is told. */
export type OllamaStandInOptions = StandInOptions & {
  version?: string;
  library?: readonly LibraryModel[];
  /** What a pull ends in while the behaviour is `stream-error`. */
  pullFailure?: string;
};

export type StandIn = {
  /** Origin, e.g. `http://127.0.0.1:40123`. The OpenAI base URL is this followed by `/v1`. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly RecordedRequest[];
  /** `times` requests behave so, then the stand-in is normal again; for ever when not given. */
  setBehaviour(behaviour: StandInBehaviour | StandInBehaviourKind, options?: { times?: number }): void;
  setReply(reply: (request: StandInChatRequest) => string | StandInReply): void;
  /** Lets every held answer go on. */
  release(): void;
  /** Resolves with the first request, past or future, that satisfies the condition. */
  waitForRequest(condition: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  close(): Promise<void>;
};

export const DEFAULT_MODELS: readonly StandInModel[] = [
  { name: 'mistral-small:latest', bytes: 14_333_927_918, purpose: 'chat', contextTokens: 32_768 },
  { name: 'qwen3:4b', bytes: 2_620_788_019, purpose: 'chat', contextTokens: 40_960 },
  { name: 'bge-m3:latest', bytes: 1_157_672_605, purpose: 'embedding', contextTokens: 8_192 },
];

/** Repeats what was asked, and cites the first passage when the request offers one. */
export function defaultReply(request: StandInChatRequest): string {
  const question = request.turns.at(-1)?.content ?? '';
  const cited = `${request.system}\n${question}`.includes('[1]') ? ' [1]' : '';
  const asked = question.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return `Réponse du modèle d’essai à : ${asked}${cited}`;
}

/** Cuts a reply into the pieces a server would stream: words with the space before them. */
export function piecesOf(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}

/** A count that only has to be plausible and repeatable. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(word => word !== '').length;
}
