import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createEmbedder } from '#main/ai/embedder.ts';
import { createEngines } from '#main/ai/inside/engines.ts';
import { createReranker } from '#main/ai/reranker.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import { createReranking, type ConfiguredReranker, type Rerank } from '#main/features/search/reranking.ts';
import { createRetriever } from '#main/features/search/retrieval.ts';
import { textToEmbed } from '#main/features/search/embedded-passages.ts';
import { measureBackground } from '#main/features/search/vector-relevance.ts';
import type { VectorHit } from '#main/index/ports.ts';
import { withKeptVectors, type KeptVectors } from './kept-vectors.ts';
import { CLIENT, type QualityKnowledgeBase } from './knowledge-base.ts';
import { plantedId } from '../support/planted-id.ts';

const CACHE = join(import.meta.dirname, '../../.cache/quality');
const CONTEXT_TOKENS = 512; // as the product loads one
const BACKGROUND_SAMPLE = 120; // as the product's
const FINGERPRINT = 'quality';
const RANKING_MS = 10 * 60_000;

const { signal } = new AbortController();
const noFetch = (): Promise<Response> => Promise.reject(new Error('nothing is fetched'));

/** A model of this machine that compares, run by the engine inside as the product does. */
export type QualityEmbedder = { vectors: KeptVectors; noise: number; close(): Promise<void> };

export async function openEmbedder(path: string, noise: number): Promise<QualityEmbedder> {
  const engines = createEngines();
  const endpoint = {
    provider: 'inside' as const,
    model: basename(path, '.gguf'),
    url: null,
    apiKey: null,
    contextTokens: CONTEXT_TOKENS,
  };
  const embedder = createEmbedder(endpoint, {
    fetch: noFetch,
    inside: { engines, pathOf: () => path },
    maxTokens: CONTEXT_TOKENS,
  });
  const [probe] = await embedder.embed(['dimension'], { kind: 'passage', signal });
  const vectors = withKeptVectors(embedder, {
    folder: CACHE,
    modelHash: await hashOf(path),
    dimensions: probe?.length ?? 0,
  });
  return { vectors, noise, close: () => engines.close() };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** A model of this machine that puts passages in order. */
export type QualityReranker = { rerank: Rerank; close(): Promise<void> };

/** All passages that may support an answer are put in order, however long that takes. */
export function openReranker(path: string): QualityReranker {
  const engines = createEngines();
  const reranker = createReranker(
    { provider: 'inside', model: basename(path, '.gguf'), url: null, apiKey: null },
    { fetch: noFetch, inside: { engines, pathOf: () => path }, timeoutMs: RANKING_MS },
  );
  const configured: ConfiguredReranker = {
    modelId: path,
    name: basename(path),
    reranker,
    outside: null,
    budgetMs: RANKING_MS,
    pace: () => null,
    throwsOut: () => false,
  };
  const log = { info: () => undefined, warn: (...told: unknown[]) => console.error(...told) };
  return { rerank: createReranking(() => configured, log), close: () => engines.close() };
}

type Hits = readonly { documentId: string }[];

export type Hybrid = {
  byMeaning(query: string, k: number): Promise<Hits>;
  search(query: string, k: number): Promise<Hits>;
  searchInOrder(query: string, k: number, reranker: QualityReranker): Promise<Hits>;
};

/** The product's retrieval over a base, with the vectors of all of its passages searched one by one, which is exact. */
export async function createHybrid(
  base: QualityKnowledgeBase,
  { vectors, noise }: QualityEmbedder,
  onProgress: (done: number, total: number) => void,
): Promise<Hybrid> {
  const clientId = plantedId(CLIENT);
  const passages = base.searchStore.withoutVector(
    wholeClients([clientId]),
    FINGERPRINT,
    Number.MAX_SAFE_INTEGER,
  );
  const made = await vectors.embed(passages.map(textToEmbed), 'passage', onProgress);
  const rows = passages.map(({ id, documentId }, index) => ({
    chunkId: id,
    documentId,
    vector: made[index] ?? new Float32Array(),
  }));
  const told = measureBackground(rows.slice(0, BACKGROUND_SAMPLE));
  const background = { ...told, deviation: told.deviation * Math.hypot(1, noise) };
  const random = seeded();
  base.searchStore.saveEmbeddingState({
    clientId,
    activeFingerprint: FINGERPRINT,
    activeModelId: null, // no model is configured here
    backgroundMean: background.mean,
    backgroundDeviation: background.deviation,
    updatedAt: new Date(0).toISOString(),
  });

  function nearest(vector: Float32Array, k: number): VectorHit[] {
    const hits = rows.map(({ chunkId, documentId, vector: other }) => ({
      chunkId,
      documentId,
      similarity: dot(vector, other) + (noise === 0 ? 0 : normal(random) * noise * told.deviation),
    }));
    return hits.sort((one, other) => other.similarity - one.similarity).slice(0, k);
  }

  async function vectorOf(query: string): Promise<Float32Array> {
    const [vector] = await vectors.embed([query], 'query');
    return vector ?? new Float32Array();
  }

  const retriever = createRetriever({
    store: base.searchStore,
    keywords: base.searcher,
    vectors: { search: async (_client, _fingerprint, vector, { k }) => nearest(vector, k) },
    embedQuery: async (_client, query) => ({
      fingerprint: FINGERPRINT,
      vector: await vectorOf(query),
      background,
    }),
    onVectorFailure: () => undefined,
    log: { warn: (...told: unknown[]) => console.error(...told) },
  });
  const scope = { clientId, chatbotId: null };
  const retrieve = async (query: string, k: number) =>
    (await retriever.retrieve(scope, [query], k, signal)).passages;

  return {
    byMeaning: async (query, k) => nearest(await vectorOf(query), k),
    search: retrieve,
    searchInOrder: async (query, k, { rerank }) =>
      (await rerank(query, await retrieve(query, k), signal)).passages,
  };
}

/** The same numbers in each run, 0 to 1 (mulberry32). */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Normally distributed (Box & Muller 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
