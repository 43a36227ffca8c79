import { afterAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import {
  startAnthropicStandIn,
  startOllamaStandIn,
  startOpenAiStandIn,
} from '../../../tests/support/model-stand-ins/index.ts';
import { createChatModel } from './chat-model.ts';
import type { ChatDelta, ChatRequest } from './ports.ts';

const outbound = createOutbound({ isOffline: () => false });
afterAll(() => outbound.close());

const REQUEST: ChatRequest = {
  system: 'Réponds en français.',
  turns: [
    { role: 'assistant', content: 'Bonjour, que puis-je pour vous ?' },
    { role: 'user', content: 'Combien de jours de congés ?' },
  ],
  grounding: null,
  maxOutputTokens: 100,
  temperature: 0.2,
  contextTokens: 8192,
};

const ANSWER = 'Vingt-cinq jours ouvrés par an, soit cinq semaines [1].';

async function collect(deltas: AsyncIterable<ChatDelta>): Promise<ChatDelta[]> {
  const all: ChatDelta[] = [];
  for await (const delta of deltas) all.push(delta);
  return all;
}

describe('what only some servers know', () => {
  it('asks Ollama for the window and the length it needs', async () => {
    const server = await startOllamaStandIn();
    const model = createChatModel(
      { provider: 'ollama', model: 'qwen3:4b', url: server.url, apiKey: null },
      { fetch: outbound.fetchFor({ kind: 'model', allow: server.url }) },
    );
    await collect(model.stream(REQUEST, { signal: new AbortController().signal }));
    expect(server.requests[0]?.body).toMatchObject({
      options: { num_ctx: 8192, num_predict: 100, temperature: 0.2 },
    });
    await server.close();
  });

  it('gives up the optional parameters an OpenAI server refuses, and remembers', async () => {
    const server = await startOpenAiStandIn({
      unknownParameters: ['stream_options', 'max_tokens', 'temperature'],
      reportsUsage: false,
      reply: () => ANSWER,
    });
    const model = createChatModel(
      { provider: 'openai', model: 'qwen3:4b', url: server.url, apiKey: null },
      { fetch: outbound.fetchFor({ kind: 'model', allow: server.url }) },
    );
    const deltas = await collect(model.stream(REQUEST, { signal: new AbortController().signal }));
    expect(deltas.at(-1)).toEqual({ type: 'end', reason: 'stop', inputTokens: null, outputTokens: null });
    expect(server.requests).toHaveLength(4);
    expect(server.requests.at(-1)?.body).toMatchObject({ max_completion_tokens: 100 });
    await collect(model.stream(REQUEST, { signal: new AbortController().signal }));
    expect(server.requests).toHaveLength(5);
    await server.close();
  });

  it('sends Anthropic no temperature, and the conversation from the first question on', async () => {
    const server = await startAnthropicStandIn({ reply: () => ANSWER });
    const model = createChatModel(
      { provider: 'anthropic', model: 'claude-opus-5-5', url: server.url, apiKey: 'k' },
      { fetch: outbound.fetchFor({ kind: 'model', allow: server.url }) },
    );
    const deltas = await collect(model.stream(REQUEST, { signal: new AbortController().signal }));
    expect(deltas.at(-1)).toMatchObject({ type: 'end', reason: 'stop' });
    expect(server.requests[0]?.body).toEqual({
      model: 'claude-opus-5-5',
      max_tokens: 100,
      system: 'Réponds en français.',
      messages: [{ role: 'user', content: 'Combien de jours de congés ?' }],
      stream: true,
    });
    await server.close();
  });

  it('sends no key of the environment to a server that was given none', async () => {
    const server = await startOpenAiStandIn();
    process.env['OPENAI_API_KEY'] = 'sk-of-somebody-else';
    process.env['OPENAI_ORG_ID'] = 'org-of-somebody-else';
    try {
      const model = createChatModel(
        { provider: 'openai', model: 'qwen3:4b', url: server.url, apiKey: null },
        { fetch: outbound.fetchFor({ kind: 'model', allow: server.url }) },
      );
      await collect(model.stream(REQUEST, { signal: new AbortController().signal }));
    } finally {
      delete process.env['OPENAI_API_KEY'];
      delete process.env['OPENAI_ORG_ID'];
    }
    expect(JSON.stringify(server.requests[0]?.headers)).not.toContain('somebody-else');
    await server.close();
  });
});
