import type {
  ChatHistoryItem,
  LlamaChat,
  LlamaContext,
  LlamaEmbeddingContext,
  LlamaModel,
  LlamaRankingContext,
  Token,
} from 'node-llama-cpp';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import {
  describeFile,
  describeMachine,
  openEngine,
  READ_AT_ONCE,
  wordsOf,
  type Engine,
} from './engine-library.ts';
import type {
  ChatOutcome,
  ChatTask,
  EmbedOutcome,
  EngineMessage,
  EngineRequest,
  LoadedEngine,
  LoadOptions,
  RankOutcome,
  RankTask,
} from './engine-messages.ts';
import { fitOf, isRefused, thisMachine } from '../machine-fit.ts';
import { memoryNeed } from './memory-need.ts';

/*
 * One model in a process of its own: a file that brings the engine down brings down nothing else, and its memory is
 * given back by ending it.
 */

/** An answer of fewer tokens is none. */
const LEAST_ANSWER_TOKENS = 64;

type Loaded =
  | { purpose: 'chat'; model: LlamaModel; context: LlamaContext; chat: LlamaChat }
  | {
      purpose: 'embedding';
      model: LlamaModel;
      context: LlamaEmbeddingContext;
      contextTokens: number;
      isUnigram: boolean;
    }
  | { purpose: 'reranking'; model: LlamaModel; context: LlamaRankingContext; contextTokens: number };

type Piece = (kind: 'text' | 'reasoning', text: string) => void;
type Work = {
  signal: AbortSignal;
  piece: Piece;
  counted: (inputTokens: number, cachedTokens: number) => void;
};

let engine: Promise<Engine> | null = null;
let loaded: Loaded | null = null;

/** Opened once: whether a graphics card is used is decided before. */
function opened(graphics = false): Promise<Engine> {
  engine ??= openEngine(graphics);
  return engine;
}

async function load(options: LoadOptions, { signal }: Work): Promise<LoadedEngine> {
  const startedAt = performance.now();
  const { path, purpose, threads, graphics, memoryBytes, availableBytes } = options;
  const file = await describeFile(path, () => opened(graphics));
  const { library, llama } = await opened(graphics);
  requireFor(purpose, file.purpose);
  const contextTokens = Math.min(options.contextTokens, file.trainedTokens ?? Infinity);
  const fit = fitOf(
    {
      purpose,
      memoryBytes: memoryNeed(file, contextTokens),
      weightBytes: file.weightBytes,
      diskBytes: 0,
    },
    { ...thisMachine(null), memoryBytes, availableBytes, hasGraphics: graphics },
  );
  if (isRefused(fit))
    throw new FoyerError(
      'model.no_memory',
      `It needs ${fit.takesBytes} bytes of memory, and may take ${fit.mayTakeBytes}`,
      { details: { neededBytes: fit.takesBytes, freeBytes: fit.mayTakeBytes } },
    );
  try {
    const model = await llama.loadModel({
      modelPath: path,
      gpuLayers: graphics ? 'auto' : 0,
      loadSignal: signal,
    });
    if (purpose === 'chat') {
      const context = await model.createContext({
        contextSize: contextTokens,
        batchSize: READ_AT_ONCE,
        threads,
        failedCreationRemedy: false,
        ignoreMemorySafetyChecks: true, // it was looked at above
      });
      const chat = new library.LlamaChat({ contextSequence: context.getSequence() });
      loaded = { purpose, model, context, chat };
    } else if (purpose === 'embedding') {
      const context = await model.createEmbeddingContext({
        contextSize: contextTokens,
        batchSize: contextTokens, // a text is read whole: its tokens look both ways
        threads,
        ignoreMemorySafetyChecks: true,
      });
      const isUnigram = model.vocabularyType === library.LlamaVocabularyType.ugm;
      loaded = { purpose, model, context, contextTokens, isUnigram };
    } else {
      const context = await model.createRankingContext({
        contextSize: contextTokens,
        batchSize: contextTokens,
        threads,
        ignoreMemorySafetyChecks: true,
      });
      loaded = { purpose, model, context, contextTokens };
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new FoyerError('model.file_unknown_kind', `The engine does not load it: ${wordsOf(error)}`, {
      cause: error,
    });
  }
  return { contextTokens, loadMs: performance.now() - startedAt };
}

/** One that speaks may be made to compare; one that compares does not speak, and only one that ranks does that. */
function requireFor(purpose: LoadOptions['purpose'], made: LoadOptions['purpose']): void {
  if (purpose === 'chat' && made !== 'chat')
    throw new FoyerError('model.not_chat', 'The file holds a model that compares texts');
  if (purpose === 'reranking' && made !== 'reranking')
    throw new FoyerError('model.not_reranking', 'The file holds no model that puts passages in order');
  if (purpose === 'embedding' && made === 'reranking')
    throw new FoyerError('model.not_embedding', 'The file holds a model that puts passages in order');
}

async function chat(task: ChatTask, { signal, piece, counted }: Work): Promise<ChatOutcome> {
  if (loaded?.purpose !== 'chat') throw new FoyerError('internal.unexpected', 'No chat model is loaded');
  const { chat, context, model } = loaded;
  const history = historyOf(task);
  const prompt = chat.chatWrapper
    .generateContextState({ chatHistory: history })
    .contextText.tokenize(model.tokenizer);
  const room = context.contextSize - prompt.length - 1;
  if (room < Math.min(LEAST_ANSWER_TOKENS, task.maxOutputTokens))
    throw tooLong(prompt.length, context.contextSize);
  const { sequence } = chat;
  const before = sequence.tokenMeter.getState();
  const cached = Math.min(sequence.compareContextTokens(prompt).firstDifferentIndex, prompt.length);
  counted(prompt.length, cached);
  const startedAt = performance.now();
  let firstAt: number | null = null;
  const { metadata } = await chat.generateResponse(history, {
    signal,
    maxTokens: Math.min(task.maxOutputTokens, room),
    temperature: task.temperature,
    onToken: () => (firstAt ??= performance.now()),
    onResponseChunk: ({ type, text }) => {
      if (text !== '') piece(type === 'segment' ? 'reasoning' : 'text', text);
    },
  });
  const { usedOutputTokens } = sequence.tokenMeter.diff(before);
  const endedAt = performance.now();
  return {
    reason: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
    inputTokens: prompt.length,
    cachedTokens: cached,
    outputTokens: usedOutputTokens,
    readMs: (firstAt ?? endedAt) - startedAt,
    writtenMs: endedAt - (firstAt ?? endedAt),
  };
}

function historyOf({ system, turns }: ChatTask): ChatHistoryItem[] {
  return [
    ...(system === null ? [] : [{ type: 'system' as const, text: system }]),
    ...turns.map(({ role, text }) =>
      role === 'user' ? { type: 'user' as const, text } : { type: 'model' as const, response: [text] },
    ),
    { type: 'model', response: [] },
  ];
}

function tooLong(promptTokens: number, windowTokens: number): FoyerError {
  return new FoyerError(
    'model.context_too_long',
    `The prompt has ${promptTokens} tokens, the window ${windowTokens}`,
    { details: { promptTokens, windowTokens } },
  );
}

async function embed({ texts }: { texts: string[] }, { signal }: Work): Promise<EmbedOutcome> {
  if (loaded?.purpose !== 'embedding')
    throw new FoyerError('internal.unexpected', 'No embedding model is loaded');
  const embedding = loaded;
  const { context, contextTokens } = embedding;
  const tokens = texts.map(text => tokensOf(text, embedding));
  // All are looked at before the first is embedded: which one is too long is found without work that is lost.
  const longest = Math.max(...tokens.map(({ length }) => length));
  if (longest >= contextTokens) throw tooLong(longest, contextTokens - 1);
  const vectors: Float32Array[] = [];
  const startedAt = performance.now();
  for (const text of tokens) {
    signal.throwIfAborted();
    const { vector } = await context.getEmbeddingFor(text);
    vectors.push(Float32Array.from(vector));
  }
  return { vectors, readMs: performance.now() - startedAt };
}

/** With the marks of its beginning and end, of which the library leaves out the first where XLM-R's vocabulary has it. */
function tokensOf(text: string, { model, isUnigram }: Extract<Loaded, { purpose: 'embedding' }>): Token[] {
  const words = model.tokenize(text);
  if (!isUnigram) return words;
  return [model.tokens.bos, ...words, model.tokens.eos].filter(token => token !== null);
}

/** Marks between question and text, and one to spare: the window must be longer than what is read. */
const MARKS_TOKENS = 5;

async function rank({ question, texts }: RankTask, { signal }: Work): Promise<RankOutcome> {
  if (loaded?.purpose !== 'reranking')
    throw new FoyerError('internal.unexpected', 'No model that ranks is loaded');
  const { model, context, contextTokens } = loaded;
  // A template, where the model has one, is read with each text.
  const room = contextTokens - context.calculateInputLength('', '') - MARKS_TOKENS;
  const asked = model.tokenize(question, false, 'trimLeadingSpace').slice(0, Math.floor(room / 2));
  const scores: number[] = [];
  const startedAt = performance.now();
  for (const text of texts) {
    signal.throwIfAborted();
    const read = model.tokenize(text, false, 'trimLeadingSpace').slice(0, room - asked.length);
    scores.push(await context.rank(asked, read));
    await breathe();
  }
  return { scores, readMs: performance.now() - startedAt };
}

/** Between two texts, so that it is heard that nobody waits any more. */
function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

function send(message: EngineMessage): void {
  process.send?.(message);
}

function failureOf(error: unknown): {
  code: FoyerError['code'];
  message: string;
  details: FoyerError['details'];
} {
  if (isFoyerError(error)) return { code: error.code, message: error.message, details: error.details };
  return { code: 'model.server_error', message: wordsOf(error), details: {} };
}

const stops = new Map<number, AbortController>();
let turn: Promise<void> = Promise.resolve();

async function answer(request: Exclude<EngineRequest, { type: 'stop' }>, signal: AbortSignal): Promise<void> {
  const { id } = request;
  const work: Work = {
    signal,
    piece: (kind, text) => send({ type: 'piece', id, kind, text }),
    counted: (inputTokens, cachedTokens) => send({ type: 'counted', id, inputTokens, cachedTokens }),
  };
  try {
    signal.throwIfAborted();
    const output = await run(request, work);
    send({ type: 'done', id, output });
  } catch (error) {
    send({ type: 'failed', id, ...failureOf(error) });
  } finally {
    stops.delete(id);
  }
}

async function run(request: Exclude<EngineRequest, { type: 'stop' }>, work: Work) {
  switch (request.type) {
    case 'machine':
      return describeMachine(await opened(request.input.graphics));
    case 'describe':
      return describeFile(request.input.path, opened);
    case 'load':
      return load(request.input, work);
    case 'chat':
      return chat(request.input, work);
    case 'embed':
      return embed(request.input, work);
    case 'rank':
      return rank(request.input, work);
  }
}

process.on('message', (request: EngineRequest) => {
  if (request.type === 'stop') {
    stops.get(request.id)?.abort();
    return;
  }
  const stop = new AbortController();
  stops.set(request.id, stop);
  turn = turn.then(() => answer(request, stop.signal));
});
process.on('disconnect', () => process.exit());
