import type { DetectedServer, ModelTest } from '#shared/contract/models.ts';
import { isFoyerError } from '#shared/errors.ts';
import { createChatModel } from '#main/ai/chat-model.ts';
import { createEmbedder } from '#main/ai/embedder.ts';
import type { ModelMemory } from '#main/ai/model-memory.ts';
import { detectLocalServers } from '#main/ai/local-servers.ts';
import { testModel } from '#main/ai/model-test.ts';
import { loadedModels, ollamaBaseUrl } from '#main/ai/ollama/ollama-server.ts';
import type { ModelEndpoint } from '#main/ai/ports.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';

const LOOK_TIMEOUT_MS = 2_000; // it answers in milliseconds, or it is busy
const TEST_TIMEOUT_MS = 90_000; // a local model may have to be loaded from disk first

const productNames = {
  ollama: 'Ollama',
  'lm-studio': 'LM Studio',
  'llama.cpp': 'llama.cpp',
  vllm: 'vLLM',
} as const;

/** Adapters wired to the one outbound client: each may reach the address its settings name, and no other. */
export function createModelConnections(outbound: Outbound) {
  const fetchOf = (endpoint: ModelEndpoint) =>
    outbound.fetchFor({
      kind: 'model',
      allow: endpoint.url ?? (endpoint.provider === 'ollama' ? 'http://127.0.0.1:11434' : null),
    });

  async function test(
    endpoint: ModelEndpoint,
    purpose: 'chat' | 'embedding',
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
    };
    const limit = AbortSignal.timeout(TEST_TIMEOUT_MS);
    try {
      const result = await testModel(endpoint, purpose, {
        fetch: fetchOf(endpoint),
        memory,
        signal: left === undefined ? limit : AbortSignal.any([left, limit]),
      });
      if (result.purpose === 'embedding') {
        return { ...nothing, ok: true, totalMs: result.totalMs, dimension: result.dimension };
      }
      const generationMs = result.totalMs - result.firstTokenMs;
      return {
        ...nothing,
        ok: true,
        reply: result.sample,
        firstTokenMs: result.firstTokenMs,
        totalMs: result.totalMs,
        tokensPerSecond:
          result.outputTokens === null || generationMs <= 0
            ? null
            : Math.round((result.outputTokens / generationMs) * 10_000) / 10,
      };
    } catch (error) {
      left?.throwIfAborted();
      if (!isFoyerError(error)) throw error;
      return { ...nothing, code: error.code, detail: error.message };
    }
  }

  return {
    chat: (endpoint: ModelEndpoint, memory: ModelMemory) =>
      createChatModel(endpoint, { fetch: fetchOf(endpoint), memory }),
    embedder: (endpoint: ModelEndpoint, memory: ModelMemory, maxTokens: number) =>
      createEmbedder(endpoint, { fetch: fetchOf(endpoint), memory, maxTokens }),
    async loaded(endpoint: ModelEndpoint): Promise<readonly string[] | null> {
      if (endpoint.provider !== 'ollama') return null;
      const url = ollamaBaseUrl(endpoint.url);
      const models = await loadedModels({
        url,
        apiKey: endpoint.apiKey,
        fetch: fetchOf(endpoint),
        signal: AbortSignal.timeout(LOOK_TIMEOUT_MS),
        subject: { url, model: endpoint.model, apiKey: endpoint.apiKey },
      });
      return models?.map(({ name }) => name) ?? null;
    },
    test,
    async detect(signal?: AbortSignal): Promise<DetectedServer[]> {
      const servers = await detectLocalServers({
        fetchFor: purpose => outbound.fetchFor(purpose),
        ...(signal === undefined ? {} : { signal }),
      });
      signal?.throwIfAborted();
      return servers.map(({ product, provider, url, models }) => ({
        provider,
        label: productNames[product],
        url,
        models: models.map(({ name, purpose, bytes }) => ({
          model: name,
          purpose: purpose ?? 'chat',
          sizeBytes: bytes,
        })),
      }));
    },
  };
}
