import { afterAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import {
  startAnthropicStandIn,
  startOllamaStandIn,
  startOpenAiStandIn,
} from '../../../tests/support/model-stand-ins/index.ts';
import { detectLocalServers } from './local-servers.ts';
import { testModel } from './model-test.ts';
import { listServerModels } from './server-models.ts';

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
    expect(models).toEqual([
      { name: 'mistral-small:latest', bytes: 14_333_927_918, purpose: 'chat', contextTokens: 32_768 },
      { name: 'qwen3:4b', bytes: 2_620_788_019, purpose: 'chat', contextTokens: 40_960 },
      { name: 'bge-m3:latest', bytes: 1_157_672_605, purpose: 'embedding', contextTokens: 8_192 },
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

describe('servers of this machine', () => {
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
