/*
 * node-llama-cpp alone in a process of its own, with as many threads as Foyer gives a model: what the machine does when
 * nothing stands between. Asked over the process channel, one thing after the other.
 */
import { availableParallelism } from 'node:os';
import { getLlama, LlamaChat, LlamaLogLevel, LlamaVocabularyType, type Token } from 'node-llama-cpp';

export type BareRequest =
  | {
      type: 'chat';
      path: string;
      contextTokens: number;
      prompt: string;
      promptTokens: number;
      answerTokens: number;
    }
  | { type: 'embed'; path: string; texts: string[] };
export type BareChat = { readTokens: number; firstTokenMs: number; written: number; writtenMs: number };
export type BareEmbedding = { texts: number; ms: number };

/** What a small model does not end after a word. */
const TASK =
  'Tell a long story about a workshop, with all that happens in it from the morning to the evening.';
const READ_AT_ONCE = 128; // as Foyer does
const EMBEDDING_TOKENS = 512;
const threads = Math.max(1, availableParallelism() - 1);
const llama = await getLlama({
  build: 'never',
  gpu: false,
  progressLogs: false,
  logLevel: LlamaLogLevel.error,
});

async function chat(asked: Extract<BareRequest, { type: 'chat' }>): Promise<BareChat> {
  const model = await llama.loadModel({ modelPath: asked.path, gpuLayers: 0 });
  const context = await model.createContext({
    contextSize: asked.contextTokens,
    batchSize: READ_AT_ONCE,
    threads,
  });
  const session = new LlamaChat({ contextSequence: context.getSequence() });
  const words = model.detokenize(model.tokenize(asked.prompt).slice(0, asked.promptTokens));
  const startedAt = performance.now();
  let firstAt: number | null = null;
  let written = 0;
  await session.generateResponse(
    [
      { type: 'user', text: `${words}\n${TASK}` },
      { type: 'model', response: [] },
    ],
    {
      maxTokens: asked.answerTokens,
      temperature: 0,
      onToken: tokens => {
        firstAt ??= performance.now();
        written += tokens.length;
      },
    },
  );
  const endedAt = performance.now();
  const first = firstAt ?? endedAt;
  const readTokens = model.tokenize(words).length;
  await context.dispose();
  await model.dispose();
  return { readTokens, firstTokenMs: first - startedAt, written, writtenMs: endedAt - first };
}

async function embed(asked: Extract<BareRequest, { type: 'embed' }>): Promise<BareEmbedding> {
  const model = await llama.loadModel({ modelPath: asked.path, gpuLayers: 0 });
  const context = await model.createEmbeddingContext({
    contextSize: EMBEDDING_TOKENS,
    batchSize: EMBEDDING_TOKENS,
    threads,
  });
  const isUnigram = model.vocabularyType === LlamaVocabularyType.ugm;
  const withMarks = (tokens: Token[]): Token[] =>
    isUnigram ? [model.tokens.bos, ...tokens, model.tokens.eos].filter(token => token !== null) : tokens;
  const startedAt = performance.now();
  for (const text of asked.texts) await context.getEmbeddingFor(withMarks(model.tokenize(text)));
  const ms = performance.now() - startedAt;
  await context.dispose();
  await model.dispose();
  return { texts: asked.texts.length, ms };
}

process.on('message', (asked: BareRequest) => {
  const answered = asked.type === 'chat' ? chat(asked) : embed(asked);
  answered.then(
    output => process.send?.(output),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit());
