import type { ModelFindings } from '#shared/contract/models.ts';
import { errorInAnswer } from './error-objects.ts';
import { badResponse } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import { insideModel, insideSubject, requireInside, type InsideModels } from './inside/inside-model.ts';
import { createModelServer, fieldOf, numberOf, readJson } from './model-server.ts';
import { ollamaBaseUrl, OLLAMA_KEEP_ALIVE } from './ollama/ollama-server.ts';
import { openAiBaseUrl } from './openai/openai-server.ts';
import type { ModelEndpoint, OutboundFetch } from './ports.ts';

/** What came back, to be looked at by the caller; how long the model read, and how many tokens, where that is known. */
export type EmbedResult = { vectors: unknown[]; readMs: number | null; readTokens: number | null };

/** One call for a few texts. */
export type EmbedCall = (
  texts: readonly string[],
  findings: ModelFindings,
  signal: AbortSignal,
) => Promise<EmbedResult>;

type Deps = { fetch: OutboundFetch; subject: ErrorSubject };

/** The call that an endpoint's protocol makes, and the address it goes to. */
export function embedCallOf(
  endpoint: ModelEndpoint,
  { fetch, inside }: { fetch: OutboundFetch; inside?: InsideModels | undefined },
): { call: EmbedCall; subject: ErrorSubject } {
  if (endpoint.provider === 'inside')
    return { call: callInside(endpoint, requireInside(inside)), subject: insideSubject(endpoint) };
  const isOllama = endpoint.provider === 'ollama';
  const url = isOllama ? ollamaBaseUrl(endpoint.url) : openAiBaseUrl(endpoint.url);
  const subject = { url, model: endpoint.model, apiKey: endpoint.apiKey };
  const call = (isOllama ? callOllama : callOpenAi)({ ...endpoint, url }, { fetch, subject });
  return { call, subject };
}

/** A passage of Foyer's has about 250 tokens, and a window of more takes memory that nothing is put in. */
const INSIDE_CONTEXT_TOKENS = 512;

function callInside(
  { model, contextTokens = INSIDE_CONTEXT_TOKENS }: ModelEndpoint,
  inside: InsideModels,
): EmbedCall {
  return async (texts, _findings, signal) => {
    const loaded = insideModel(inside, { model, contextTokens }, 'embedding');
    const { vectors, readMs } = await inside.engines.embed(loaded, [...texts], signal);
    return { vectors: vectors.map(vector => [...vector]), readMs, readTokens: null };
  };
}

function callOllama(
  { url, apiKey, model }: { url: string; apiKey: string | null; model: string },
  deps: Deps,
): EmbedCall {
  return async (input, { refuses }, signal) => {
    const server = createModelServer({ url, apiKey, signal, ...deps });
    const truncate = refuses.includes('truncate') ? {} : { truncate: true };
    const response = await server.post('/api/embed', {
      model,
      input,
      keep_alive: OLLAMA_KEEP_ALIVE,
      ...truncate,
    });
    const answer = await readJson(response, deps.subject);
    const vectors = listIn(answer, 'embeddings', deps.subject);
    return { vectors, readMs: null, readTokens: numberOf(answer, 'prompt_eval_count') };
  };
}

function callOpenAi(
  { url, apiKey, model }: { url: string; apiKey: string | null; model: string },
  deps: Deps,
): EmbedCall {
  return async (input, { refuses }, signal) => {
    const server = createModelServer({ url, apiKey, signal, ...deps });
    const format = refuses.includes('encoding_format') ? {} : { encoding_format: 'float' };
    const response = await server.post('/embeddings', { model, input, ...format });
    const answer = await readJson(response, deps.subject);
    const data = listIn(answer, 'data', deps.subject);
    const places = data.map(item => numberOf(item, 'index'));
    const inOrder = places.includes(null)
      ? data
      : [...data].sort((one, other) => (numberOf(one, 'index') ?? 0) - (numberOf(other, 'index') ?? 0));
    const vectors = inOrder.map(item => numbersOf(fieldOf(item, 'embedding')));
    return { vectors, readMs: null, readTokens: tokensRead(answer) };
  };
}

/** What a server says that it read, in the words of OpenAI; null where it does not. */
export function tokensRead(answer: unknown): number | null {
  const usage = fieldOf(answer, 'usage');
  return numberOf(usage, 'prompt_tokens') ?? numberOf(usage, 'total_tokens');
}

function listIn(value: unknown, name: string, subject: ErrorSubject): unknown[] {
  const failure = errorInAnswer(value, subject);
  if (failure !== null) throw failure;
  const list = fieldOf(value, name);
  if (!Array.isArray(list)) throw badResponse('the vectors are missing', subject);
  return list;
}

/** Numbers as numbers, or as the little-endian 32-bit floats in base64 that some send unasked; one vector in a list of one. */
function numbersOf(embedding: unknown): unknown {
  if (typeof embedding === 'string') {
    const bytes = Uint8Array.from(Buffer.from(embedding, 'base64'));
    return bytes.byteLength % 4 === 0 ? [...new Float32Array(bytes.buffer)] : null;
  }
  const isNested = Array.isArray(embedding) && embedding.length === 1 && Array.isArray(embedding[0]);
  return isNested ? (embedding[0] as unknown) : embedding;
}
