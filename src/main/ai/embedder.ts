import { FoyerError } from '#shared/errors.ts';
import { promptForEmbedding } from './embedding-prompts.ts';
import { badResponse } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import { OLLAMA_DEFAULT_URL, createOllamaClient } from './ollama/ollama-client.ts';
import { createOpenAiClient, openAiBaseUrl } from './openai/openai-client.ts';
import type { Embedder, ModelEndpoint, OutboundFetch } from './ports.ts';
import { callOnce } from './single-call.ts';

/** Small enough for a processor without graphics card to answer in seconds, large enough to keep it busy. */
const TEXTS_PER_CALL = 32;

/** A first call may have to load the model; a batch on a slow processor takes tens of seconds. */
const CALL_TIMEOUT_MS = 120_000;

type EmbedCall = (texts: string[], signal: AbortSignal) => Promise<number[][]>;

/** Scales a vector to length 1. Throws `model.bad_response` for one that has none or is not made of numbers. */
function normalise(vector: readonly number[], subject: ErrorSubject): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  if (!Number.isFinite(length) || length === 0) throw badResponse('a vector has no length', subject);
  return Float32Array.from(vector, value => value / length);
}

function callOllama(endpoint: ModelEndpoint, fetch: OutboundFetch, subject: ErrorSubject): EmbedCall {
  return async (input, signal) => {
    const { client, transport } = createOllamaClient({ ...endpoint, fetch, signal, subject });
    try {
      const answer = await client.embed({ model: endpoint.model, input, truncate: true });
      return answer.embeddings;
    } catch (error) {
      throw transport.failure() ?? error;
    }
  };
}

function callOpenAi(endpoint: ModelEndpoint, fetch: OutboundFetch, subject: ErrorSubject): EmbedCall {
  return async (input, signal) => {
    const { client, transport } = await createOpenAiClient({ ...endpoint, fetch, signal, subject });
    try {
      // The library would ask for base64, which many local servers do not know.
      const answer = await client.embeddings.create(
        { model: endpoint.model, input, encoding_format: 'float' },
        { signal },
      );
      return [...answer.data].sort((one, other) => one.index - other.index).map(({ embedding }) => embedding);
    } catch (error) {
      throw transport.failure() ?? error;
    }
  };
}

/**
 * The embedder behind an endpoint. Texts go in batches, one after the other; vectors come back in order, of length 1,
 * all with the same number of dimensions. Throws `model.not_embedding` for a provider that has none.
 */
export function createEmbedder(
  endpoint: ModelEndpoint,
  deps: { fetch: OutboundFetch; timeoutMs?: number },
): Embedder {
  if (endpoint.provider === 'anthropic') {
    throw new FoyerError('model.not_embedding', 'Anthropic offers no embedding models', {
      details: { model: endpoint.model },
    });
  }
  const url =
    endpoint.provider === 'ollama' ? (endpoint.url ?? OLLAMA_DEFAULT_URL) : openAiBaseUrl(endpoint.url);
  const subject: ErrorSubject = { url, model: endpoint.model, apiKey: endpoint.apiKey };
  const call = (endpoint.provider === 'ollama' ? callOllama : callOpenAi)(endpoint, deps.fetch, subject);
  let dimension: number | null = null;

  function check(received: unknown, expected: number): Float32Array[] {
    if (!Array.isArray(received) || received.length !== expected) {
      throw badResponse('the number of vectors is not the number of texts', subject);
    }
    return received.map((vector: unknown) => {
      if (!Array.isArray(vector) || vector.length === 0) throw badResponse('a vector is missing', subject);
      dimension ??= vector.length;
      if (vector.length !== dimension) throw badResponse('the vectors have different dimensions', subject);
      return normalise(vector as number[], subject);
    });
  }

  return {
    provider: endpoint.provider,
    model: endpoint.model,
    async embed(texts, { kind, signal }) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += TEXTS_PER_CALL) {
        const batch = texts
          .slice(start, start + TEXTS_PER_CALL)
          // An empty text is refused by some servers: a space is the nearest thing to it.
          .map(text => promptForEmbedding(endpoint.model, kind, text) || ' ');
        const received = await callOnce({
          subject,
          timeoutMs: deps.timeoutMs ?? CALL_TIMEOUT_MS,
          signal,
          retry: true,
          call: inner => call(batch, inner),
        });
        vectors.push(...check(received, batch.length));
      }
      return vectors;
    },
  };
}
