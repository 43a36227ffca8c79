import type { ModelPurpose } from '#shared/contract/model-kinds.ts';
import type { DetectedServer, OfferedModel } from '#shared/contract/model-sources.ts';
import type { WindowFit } from '#shared/contract/model-findings.ts';
import type { ModelTest } from '#shared/contract/models.ts';
import { isFoyerError } from '#shared/errors.ts';
import { createChatModel } from '#main/ai/chat-model.ts';
import { createEmbedder } from '#main/ai/embedder.ts';
import type { InsideModels } from '#main/ai/inside/inside-model.ts';
import type { ModelMemory } from '#main/ai/model-memory.ts';
import { detectLocalServers, serverCandidates } from '#main/ai/local-servers.ts';
import { thisMachine } from '#main/ai/machine-fit.ts';
import { testModel } from '#main/ai/model-test.ts';
import { loadedModels, loadedSize, ollamaBaseUrl } from '#main/ai/ollama/ollama-server.ts';
import { createFromFile } from '#main/ai/ollama/ollama-create.ts';
import { pullFromLibrary, removeFromServer } from '#main/ai/ollama/ollama-library.ts';
import type { ModelEndpoint, SentModelFile, ServerAddress, ServerPlace } from '#main/ai/ports.ts';
import { listServerModels, type ServerModel } from '#main/ai/server-models.ts';
import { windowFit, type LoadedSize } from '#main/ai/window-fit.ts';
import { knownHoleOf } from '#main/ai/server-version.ts';
import { isSpelledLocal } from '#main/features/models/index.ts';
import { readCards, type CardKind } from '#main/platform/network-cards.ts';
import { createReranker } from '#main/ai/reranker.ts';
import { classifyAddress, type Outbound, type OutboundPurpose } from '#main/platform/outbound/index.ts';

const LOOK_TIMEOUT_MS = 2_000; // it answers in milliseconds, or it is busy
const TEST_TIMEOUT_MS = 90_000; // a local model may have to be loaded from disk first

/** Lines of progress over a night, which nobody keeps. */
const PULL_BYTES = 1024 ** 3;

const DOWNLOAD_SPARE_BYTES = 1024 ** 2;

const productNames = {
  ollama: 'Ollama',
  'lm-studio': 'LM Studio',
  'llama.cpp': 'llama.cpp',
  vllm: 'vLLM',
  jan: 'Jan',
} as const;

/** Adapters wired to the one outbound client: each may reach the address its settings name, and no other. */
export function createModelConnections(outbound: Outbound, inside: InsideModels) {
  const fetchOf = (kind: OutboundPurpose['kind'], endpoint: ModelEndpoint) =>
    outbound.fetchFor({
      kind,
      modelId: endpoint.modelId,
      allow: endpoint.url ?? (endpoint.provider === 'ollama' ? 'http://127.0.0.1:11434' : null),
      ...(endpoint.nearOnly === true ? { nearOnly: true } : {}),
      ...(endpoint.connectMs === undefined ? {} : { connectMs: endpoint.connectMs }),
    });

  const memoryOf = async ({ provider, model }: ModelEndpoint): Promise<number | null> =>
    provider === 'inside' ? await inside.engines.memoryOf(inside.pathOf(model)) : null;

  function callOf(endpoint: ModelEndpoint) {
    const url = ollamaBaseUrl(endpoint.url);
    const { model, apiKey } = endpoint;
    const signal = AbortSignal.timeout(LOOK_TIMEOUT_MS);
    return { url, apiKey, fetch: fetchOf('models', endpoint), signal, subject: { url, model, apiKey } };
  }

  /** What a chat model takes that was just asked; null where that is not told. */
  async function sizeOf(endpoint: ModelEndpoint, memoryBytes: number | null): Promise<LoadedSize | null> {
    const { provider, model, contextTokens } = endpoint;
    if (provider === 'ollama') return await loadedSize(callOf(endpoint));
    const cost = provider === 'inside' ? inside.windowCostOf?.(model) : undefined;
    if (cost === undefined || memoryBytes === null || contextTokens === undefined) return null;
    if ((await inside.engines.machine()).uses === 'graphics') return null; // what is in the card is not told
    return { contextTokens, bytes: memoryBytes, graphicsBytes: 0, ...cost };
  }

  async function windowOf(endpoint: ModelEndpoint, memoryBytes: number | null): Promise<WindowFit | null> {
    const size = await sizeOf(endpoint, memoryBytes);
    const isHere = endpoint.provider === 'inside' || isThisMachine(ollamaBaseUrl(endpoint.url));
    if (size === null) return null;
    const { memoryBytes: whole } = thisMachine(null);
    return windowFit(size, isHere ? { memoryBytes: whole, freeBytes: process.availableMemory() } : null);
  }

  async function test(
    endpoint: ModelEndpoint,
    purpose: ModelPurpose,
    memory: ModelMemory,
    left?: AbortSignal,
  ): Promise<Omit<ModelTest, 'findings' | 'pace'>> {
    const nothing = {
      ok: false,
      code: null,
      detail: null,
      firstTokenMs: null,
      totalMs: null,
      tokensPerSecond: null,
      dimension: null,
      reply: null,
      memoryBytes: null,
      missingMemory: null,
      window: null,
    };
    const limit = AbortSignal.timeout(TEST_TIMEOUT_MS);
    try {
      const result = await testModel(endpoint, purpose, {
        fetch: fetchOf('test', endpoint),
        inside,
        memory,
        signal: left === undefined ? limit : AbortSignal.any([left, limit]),
      });
      if (result.purpose === 'embedding') {
        return {
          ...nothing,
          ok: true,
          totalMs: result.totalMs,
          dimension: result.dimension,
          memoryBytes: await memoryOf(endpoint),
        };
      }
      if (result.purpose === 'reranking')
        return { ...nothing, ok: true, totalMs: result.totalMs, memoryBytes: await memoryOf(endpoint) };
      const generationMs = result.totalMs - result.firstTokenMs;
      const memoryBytes = await memoryOf(endpoint);
      return {
        ...nothing,
        ok: true,
        reply: result.sample,
        memoryBytes,
        window: await windowOf(endpoint, memoryBytes),
        firstTokenMs: result.firstTokenMs,
        totalMs: result.totalMs,
        // A server that measures itself is believed: what comes first may have been held back a little.
        tokensPerSecond:
          memory.pace.read().writtenTokensPerSecond ??
          (result.outputTokens === null || generationMs <= 0
            ? null
            : Math.round((result.outputTokens / generationMs) * 10_000) / 10),
      };
    } catch (error) {
      left?.throwIfAborted();
      if (!isFoyerError(error)) throw error;
      const { neededBytes, freeBytes } = error.details;
      const missingMemory =
        typeof neededBytes === 'number' && typeof freeBytes === 'number' ? { neededBytes, freeBytes } : null;
      return { ...nothing, code: error.code, detail: error.message, missingMemory };
    }
  }

  return {
    chat: (endpoint: ModelEndpoint, memory: ModelMemory) =>
      createChatModel(endpoint, { fetch: fetchOf('model', endpoint), inside, memory }),
    embedder: (endpoint: ModelEndpoint, memory: ModelMemory, maxTokens: number) =>
      createEmbedder(endpoint, { fetch: fetchOf('embedding', endpoint), inside, memory, maxTokens }),
    reranker: (endpoint: ModelEndpoint, memory: ModelMemory, maxTokens: number) =>
      createReranker(endpoint, { fetch: fetchOf('reranking', endpoint), inside, memory, maxTokens }),
    async loaded(endpoint: ModelEndpoint): Promise<readonly string[] | null> {
      if (endpoint.provider !== 'ollama') return null;
      const models = await loadedModels(callOf(endpoint));
      return models?.map(({ name }) => name) ?? null;
    },
    test,
    /** @param given addresses that models were configured with, beside those where servers usually are */
    async detect(given: readonly ServerPlace[], signal?: AbortSignal): Promise<DetectedServer[]> {
      const servers = await detectLocalServers({
        fetchFor: purpose => outbound.fetchFor(purpose),
        candidates: serverCandidates(given, process.env['OLLAMA_HOST']),
        ownAddresses: addressesInNetwork(),
        ...(signal === undefined ? {} : { signal }),
      });
      signal?.throwIfAborted();
      return servers.map(({ product, provider, url, models, version, wantsKey, isOpen }) => ({
        product,
        provider,
        label: [product === 'other' ? new URL(url).host : productNames[product], version]
          .filter(Boolean)
          .join(' '),
        url,
        models: models.map(asOffered),
        wantsKey,
        isOpen,
        hole: knownHoleOf(product, version),
      }));
    },
    pull: (place: { url: string; model: string }, signal: AbortSignal) =>
      pullFromLibrary(place, {
        fetch: outbound.fetchFor({ kind: 'pull', allow: place.url, maxResponseBytes: PULL_BYTES }),
        signal,
      }),
    /** A file of the network of an office, or of a public site. One byte too many is noticed by whoever writes it. */
    download: (address: string, sizeBytes: number) =>
      outbound.fetchFor({
        kind: 'download',
        allow: isSpelledLocal(new URL(address).hostname.replace(/^\[|\]$/g, '')) ? address : null,
        maxResponseBytes: sizeBytes + DOWNLOAD_SPARE_BYTES,
      }),
    createFromFile: (place: { url: string; model: string }, file: SentModelFile, signal: AbortSignal) =>
      createFromFile(place, file, {
        fetch: outbound.fetchFor({ kind: 'pull', allow: place.url, maxResponseBytes: PULL_BYTES }),
        signal,
      }),
    uninstall: (place: { url: string; model: string }, signal: AbortSignal) =>
      removeFromServer(place, { fetch: outbound.fetchFor({ kind: 'pull', allow: place.url }), signal }),
    /** What a server lists. Throws what is wrong with it. */
    async offered(server: ServerAddress, signal?: AbortSignal): Promise<OfferedModel[]> {
      const models = await listServerModels(server, {
        fetch: fetchOf('models', { ...server, model: '' }),
        ...(signal === undefined ? {} : { signal }),
      });
      return models.map(asOffered);
    },
  };
}

/** By its spelling alone: nothing is looked up. */
function isThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || classifyAddress(hostname.replace(/^\[|\]$/g, '')) === 'loopback';
}

const REAL_CARDS: ReadonlySet<CardKind> = new Set(['cable', 'wifi', 'other']);

/** Addresses of real cards: those of containers and tunnels answer whatever the server is told. */
function addressesInNetwork(): string[] {
  const cards = readCards().filter(({ kind }) => REAL_CARDS.has(kind));
  return cards.flatMap(({ addresses }) =>
    addresses.filter(({ family }) => family === 'IPv4').map(one => one.address),
  );
}

function asOffered({ name, purpose, bytes, ...said }: ServerModel): OfferedModel {
  return { ...said, model: name, purpose: purpose ?? 'chat', sizeBytes: bytes };
}
