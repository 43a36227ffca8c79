import { afterAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import {
  startAnthropicStandIn,
  startOllamaStandIn,
  startOpenAiStandIn,
} from '../../../tests/support/model-stand-ins/index.ts';
import { detectLocalServers, serverCandidates } from './local-servers.ts';
import { testModel } from './model-test.ts';
import { addressOfOllamaHost } from './ollama/ollama-host.ts';
import { listServerModels } from './server-models.ts';
import { knownHoleOf } from './server-version.ts';

const outbound = createOutbound({ isOffline: () => false });
const fetchOf = (url: string) => outbound.fetchFor({ kind: 'probe', allow: url });
afterAll(() => outbound.close());

describe('models of a server', () => {
  it('come with size, purpose and window from Ollama', async () => {
    await using server = closing(await startOllamaStandIn());
    const models = await listServerModels(
      { provider: 'ollama', url: server.url, apiKey: null },
      { fetch: fetchOf(server.url) },
    );
    const llama = { family: 'llama', parameters: '7.2B', abilities: ['chat'] };
    const bert = { family: 'bert', parameters: '566.70M', abilities: ['embedding'] };
    expect(models).toEqual([
      {
        name: 'mistral-small:latest',
        bytes: 14_333_927_918,
        purpose: 'chat',
        contextTokens: 32_768,
        ...llama,
      },
      { name: 'qwen3:4b', bytes: 2_620_788_019, purpose: 'chat', contextTokens: 40_960, ...llama },
      { name: 'bge-m3:latest', bytes: 1_157_672_605, purpose: 'embedding', contextTokens: 8_192, ...bert },
    ]);
  });

  it('come with what little the other protocols say', async () => {
    await using openai = closing(await startOpenAiStandIn());
    const listed = await listServerModels(
      { provider: 'openai', url: openai.url, apiKey: null },
      { fetch: fetchOf(openai.url) },
    );
    expect(listed.map(({ name, purpose }) => [name, purpose])).toEqual([
      ['mistral-small:latest', null],
      ['qwen3:4b', null],
      ['bge-m3:latest', 'embedding'],
    ]);
    await using anthropic = closing(await startAnthropicStandIn({ apiKey: 'k' }));
    const claude = await listServerModels(
      { provider: 'anthropic', url: anthropic.url, apiKey: 'k' },
      { fetch: fetchOf(anthropic.url) },
    );
    expect(claude.at(-1)).toMatchObject({ name: 'claude-opus-5-5', purpose: 'chat' });
  });

  it('fail with the reason', async () => {
    await using server = closing(await startOpenAiStandIn({ apiKey: 'k' }));
    const address = { provider: 'openai' as const, url: server.url, apiKey: 'wrong' };
    await expect(listServerModels(address, { fetch: fetchOf(server.url) })).rejects.toMatchObject({
      code: 'model.key_refused',
    });
    await server.close();
    await expect(listServerModels(address, { fetch: fetchOf(server.url) })).rejects.toMatchObject({
      code: 'model.unreachable',
    });
  });
});

describe('what servers add to a model', () => {
  const listOf = async (bodies: Record<string, unknown>) => {
    const fetch: typeof globalThis.fetch = async input => {
      const body = bodies[new URL(String(input)).pathname];
      return body === undefined
        ? new Response('{"error":"not found"}', { status: 404 })
        : Response.json(body);
    };
    return await listServerModels(
      { provider: 'openai', url: 'http://127.0.0.1:1/v1', apiKey: null },
      { fetch },
    );
  };

  it('is read from llama.cpp’s list', async () => {
    const meta = { n_ctx_train: 131_072, n_params: 3_212_749_888, size: 2_011_539_712 };
    const id = 'ministral-3-3b.gguf';
    expect(
      await listOf({
        '/v1/models': {
          models: [
            { name: id, model: id, capabilities: ['completion', 'multimodal'], details: { family: '' } },
          ],
          data: [{ id, object: 'model', owned_by: 'llamacpp', meta }],
        },
      }),
    ).toEqual([
      {
        name: id,
        bytes: 2_011_539_712,
        purpose: 'chat',
        contextTokens: 131_072,
        family: null,
        parameters: '3.2B',
        abilities: ['chat', 'vision'],
      },
    ]);
  });

  it('is asked of LM Studio in its own protocol, and not missed where it has none', async () => {
    const data = ['qwen2.5-vl-7b', 'text-embedding-bge-m3'].map(id => ({
      id,
      owned_by: 'organization_owner',
    }));
    const own = {
      data: [
        {
          id: 'qwen2.5-vl-7b',
          type: 'vlm',
          arch: 'qwen2vl',
          max_context_length: 32_768,
          capabilities: ['tool_use'],
        },
        { id: 'text-embedding-bge-m3', type: 'embeddings', arch: 'bert', max_context_length: 8_192 },
      ],
    };
    expect(await listOf({ '/v1/models': { data }, '/api/v0/models': own })).toMatchObject([
      { purpose: 'chat', family: 'qwen2vl', contextTokens: 32_768, abilities: ['chat', 'vision', 'tools'] },
      { purpose: 'embedding', family: 'bert', contextTokens: 8_192, abilities: ['embedding'] },
    ]);
    expect(await listOf({ '/v1/models': { data } })).toMatchObject([
      { purpose: null, abilities: null },
      { purpose: 'embedding', abilities: null },
    ]);
  });

  it('is a window from vLLM', async () => {
    const data = [
      { id: 'mistralai/Ministral-3-8B', object: 'model', owned_by: 'vllm', max_model_len: 16_384 },
    ];
    expect(await listOf({ '/v1/models': { data } })).toMatchObject([{ contextTokens: 16_384, bytes: null }]);
  });
});

describe('where to look', () => {
  it('is what OLLAMA_HOST says, as Ollama reads it', () => {
    expect(addressOfOllamaHost('192.168.1.20')).toBe('http://192.168.1.20:11434');
    expect(addressOfOllamaHost('0.0.0.0:11500')).toBe('http://127.0.0.1:11500');
    expect(addressOfOllamaHost(':11500')).toBe('http://127.0.0.1:11500');
    expect(addressOfOllamaHost('[::]:11500')).toBe('http://127.0.0.1:11500');
    expect(addressOfOllamaHost('::1')).toBe('http://[::1]:11434');
    expect(addressOfOllamaHost('https://ollama.maison.fr/')).toBe('https://ollama.maison.fr');
    expect(addressOfOllamaHost('"grenier"')).toBe('http://grenier:11434');
    expect(addressOfOllamaHost(' ')).toBeNull();
    expect(addressOfOllamaHost(undefined)).toBeNull();
  });

  it('is each address once, those given last', () => {
    const places = serverCandidates(
      [
        { provider: 'ollama', url: 'http://localhost:11434' },
        { provider: 'openai', url: 'http://192.168.1.20:9000/v1' },
      ],
      ':11500',
    );
    expect(places.map(({ product, url }) => `${product} ${url}`)).toEqual([
      'ollama http://127.0.0.1:11434',
      'lm-studio http://127.0.0.1:1234/v1',
      'jan http://127.0.0.1:1337/v1',
      'llama.cpp http://127.0.0.1:8080/v1',
      'vllm http://127.0.0.1:8000/v1',
      'ollama http://127.0.0.1:11500',
      'other http://192.168.1.20:9000/v1',
    ]);
  });
});

describe('versions', () => {
  it('are old before the one that closes what is known of them', () => {
    expect(knownHoleOf('ollama', '0.17.0')).toEqual({ name: 'CVE-2026-7482', closedIn: '0.17.1' });
    expect(knownHoleOf('ollama', '0.9.6-rc1')).not.toBeNull();
    expect(knownHoleOf('ollama', '0.17.1')).toBeNull();
    expect(knownHoleOf('ollama', '1.0.0')).toBeNull();
    expect(knownHoleOf('ollama', '0.0.0')).toBeNull();
    expect(knownHoleOf('vllm', '0.11.0')).not.toBeNull();
    expect(knownHoleOf('jan', null)).toBeNull();
  });
});

describe('servers of this machine', () => {
  it('say their version and whether the network reaches them', async () => {
    await using closed = closing(await startOllamaStandIn({ version: '0.16.2' }));
    await using open = closing(await startOllamaStandIn({ host: '0.0.0.0' }));
    await using jan = closing(await startOpenAiStandIn({ apiKey: 'k' }));
    const found = await detectLocalServers({
      fetchFor: outbound.fetchFor,
      // Another address of this machine, as a card has one.
      ownAddresses: ['127.0.0.2'],
      candidates: [
        { product: 'ollama', provider: 'ollama', url: closed.url },
        { product: 'ollama', provider: 'ollama', url: open.url },
        { product: 'jan', provider: 'openai', url: `${jan.url}/v1` },
        { product: 'vllm', provider: 'openai', url: `${jan.url}/v1` },
      ],
    });
    expect(
      found.map(({ product, version, isOpen, wantsKey }) => [product, version, isOpen, wantsKey]),
    ).toEqual([
      ['ollama', '0.16.2', false, false],
      ['ollama', '0.24.0', true, false],
      ['jan', null, false, true],
    ]);
  });

  it('are found where they listen; silent, foreign and absent ones are not there', async () => {
    await using ollama = closing(await startOllamaStandIn());
    await using studio = closing(await startOpenAiStandIn());
    await using broken = closing(await startOpenAiStandIn({ behaviour: 'server-error' }));
    const absent = await startOpenAiStandIn();
    await absent.close();
    const found = await detectLocalServers({
      fetchFor: outbound.fetchFor,
      candidates: [
        { product: 'ollama', provider: 'ollama', url: ollama.url },
        { product: 'lm-studio', provider: 'openai', url: `${studio.url}/v1` },
        { product: 'llama.cpp', provider: 'openai', url: `${broken.url}/v1` },
        { product: 'vllm', provider: 'openai', url: `${absent.url}/v1` },
      ],
    });
    expect(found.map(({ product, url }) => [product, url])).toEqual([
      ['ollama', ollama.url],
      ['lm-studio', `${studio.url}/v1`],
    ]);
    expect(found[0]?.models[0]).toMatchObject({ name: 'mistral-small:latest', bytes: 14_333_927_918 });
  });

  it('may be another program on the same port', async () => {
    await using server = closing(await startOpenAiStandIn());
    const found = await detectLocalServers({
      fetchFor: outbound.fetchFor,
      candidates: [{ product: 'ollama', provider: 'ollama', url: server.url }],
    });
    expect(found).toEqual([]);
  });
});

describe('testing a configured model', () => {
  const signal = new AbortController().signal;

  it('reports what it saw', async () => {
    await using server = closing(await startOllamaStandIn({ reply: () => 'Oui, je suis prêt.' }));
    const endpoint = { provider: 'ollama' as const, url: server.url, apiKey: null };
    expect(
      await testModel({ ...endpoint, model: 'qwen3:4b' }, 'chat', { fetch: fetchOf(server.url), signal }),
    ).toMatchObject({ purpose: 'chat', sample: 'Oui, je suis prêt.', outputTokens: 4 });
    expect(
      await testModel({ ...endpoint, model: 'bge-m3' }, 'embedding', { fetch: fetchOf(server.url), signal }),
    ).toMatchObject({ purpose: 'embedding', dimension: 256 });
  });

  it('fails for a model of the wrong kind', async () => {
    await using server = closing(await startOllamaStandIn());
    const endpoint = { provider: 'ollama' as const, url: server.url, apiKey: null };
    const deps = { fetch: fetchOf(server.url), signal };
    await expect(testModel({ ...endpoint, model: 'bge-m3' }, 'chat', deps)).rejects.toMatchObject({
      code: 'model.not_chat',
    });
    await expect(testModel({ ...endpoint, model: 'qwen3:4b' }, 'embedding', deps)).rejects.toMatchObject({
      code: 'model.not_embedding',
    });
  });
});

/** Closes a stand-in at the end of its block. */
function closing<T extends { close(): Promise<void> }>(server: T): T & AsyncDisposable {
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.close() });
}
