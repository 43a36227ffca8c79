import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import { startByteServer, type ByteServer } from '../../../tests/support/byte-server.ts';
import { createChatModel } from './chat-model.ts';
import { createEmbedder } from './embedder.ts';
import { createReranker } from './reranker.ts';
import type { ChatRequest, EndReason, ModelEndpoint, TokenUsage, ToolCallPart } from './ports.ts';
import { imagePart, toolAnswered, toolsToOffer } from '../../../tests/support/model-parts.ts';

/**
 * What real servers answer, one file a server and version. Each says in its head whether it was recorded or written to
 * the documented protocol. `gives` is what the adapter must make of it.
 */
type Recording = {
  server: string;
  version: string;
  origin: 'recorded' | 'written to the documented protocol';
  source: string;
  provider: ModelEndpoint['provider'];
  calls: {
    name: string;
    path: string;
    status: number;
    contentType: string;
    body: string[];
    /** What the request brings beside words: `result` answers a call that came before. */
    asks?: ('tools' | 'image' | 'result')[];
    gives: Answer | Failure | Vectors | Scores;
  }[];
};
type Answer = {
  text: string;
  reasoning: string;
  end: EndReason;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Of those read, what the server remembered. */
  cachedTokens?: number | null;
  calls?: { id?: string; name: string; arguments: Record<string, unknown> }[];
};
type Failure = { error: string; details?: Record<string, unknown> };
type Scores = { scores: number[] };
type Vectors = { vectors: number; dimension: number; first?: number[] };

const FOLDER = join(import.meta.dirname, '../../../tests/support/model-recordings');
const recordings = readdirSync(FOLDER).map(
  file => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recording,
);

const REQUEST: ChatRequest = {
  system: 'Answer from the passages.',
  turns: [{ role: 'user', content: 'How many days?' }],
  grounding: null,
  maxOutputTokens: 1_000,
  temperature: 0.2,
  contextTokens: 8_192,
};

const outbound = createOutbound({ isOffline: () => false });
let server: ByteServer;
beforeAll(async () => {
  server = await startByteServer();
});
afterAll(async () => {
  await outbound.close();
  await server.close();
});

it('covers each server that Foyer is used with', () => {
  const names = recordings.map(({ server: name }) => name).join(' ');
  for (const name of [
    'Ollama',
    'OpenAI',
    'Azure',
    'Mistral',
    'vLLM',
    'llama.cpp',
    'LM Studio',
    'Groq',
    'OpenRouter',
    'DeepSeek',
    'Gemini',
    'Anthropic',
    'Jina',
    'Cohere',
  ]) {
    expect(names).toContain(name);
  }
});

describe.each(recordings)('$server $version ($origin)', ({ provider, calls }) => {
  /** What the adapter is given, and what it makes of the recorded answer. */
  async function replay(call: Recording['calls'][number], bytesAtOnce: number): Promise<unknown> {
    const { status, contentType, body } = call;
    server.answer({ status, contentType, bytes: Buffer.from(body.join('\n')), bytesAtOnce });
    const base = provider === 'openai' ? '/v1' : '';
    const endpoint = { provider, model: 'a-model', url: server.url + base, apiKey: 'sk-key' };
    const fetch = outbound.fetchFor({ kind: 'model', allow: server.url });
    const signal = new AbortController().signal;
    try {
      if (/embed/.test(call.path)) {
        const count = 'vectors' in call.gives ? call.gives.vectors : 1;
        const texts = Array.from({ length: count }, (_, index) => `text ${index}`);
        const vectors = await createEmbedder(endpoint, { fetch }).embed(texts, { kind: 'passage', signal });
        return { vectors: vectors.length, dimension: vectors[0]?.length, first: [...(vectors[0] ?? [])] };
      }
      if (/rerank/.test(call.path)) {
        const count = 'scores' in call.gives ? call.gives.scores.length : 2;
        const texts = Array.from({ length: count }, (_, index) => `text ${index}`);
        return { scores: await createReranker(endpoint, { fetch }).rank('text?', texts, { signal }) };
      }
      const calls: ToolCallPart[] = [];
      const answer = { text: '', reasoning: '', end: '', inputTokens: null, outputTokens: null, calls };
      const asked = requestWith(call.asks ?? []);
      let cachedTokens: number | null = null;
      const onUsage = (usage: TokenUsage) => void ({ cachedTokens } = usage);
      for await (const delta of createChatModel(endpoint, { fetch }).stream(asked, { signal, onUsage })) {
        if (delta.type === 'text') answer.text += delta.text;
        else if (delta.type === 'reasoning') answer.reasoning += delta.text;
        else if (delta.type === 'tool-call') calls.push(delta);
        else if (delta.type === 'end') {
          const { reason: end, inputTokens, outputTokens } = delta;
          Object.assign(answer, { end, inputTokens, outputTokens });
        }
      }
      return { ...answer, cachedTokens, text: answer.text.trim(), reasoning: answer.reasoning.trim() };
    } catch (error) {
      return { error: Reflect.get(Object(error), 'code') as unknown, details: learnt(error) };
    }
  }

  it.each(calls)('$name', async call => {
    for (const bytesAtOnce of [Infinity, 7]) {
      expect(await replay(call, bytesAtOnce)).toMatchObject(call.gives);
      expect(server.paths.at(-1)).toMatch(new RegExp(`${call.path}$`));
    }
  });
});

function requestWith(asks: readonly string[]): ChatRequest {
  const picture = asks.includes('image') ? [{ role: 'user' as const, parts: [imagePart] }] : [];
  return {
    ...REQUEST,
    turns: [...REQUEST.turns, ...picture, ...(asks.includes('result') ? toolAnswered : [])],
    ...(asks.includes('tools') ? { tools: toolsToOffer } : {}),
  };
}

/** What an error tells whoever asks again. A template that wants turns in order has no place for instructions. */
function learnt(error: unknown): Record<string, unknown> {
  const details = Reflect.get(Object(error), 'details') as Record<string, unknown>;
  return details['refused'] === 'turn_order' ? { ...details, refused: 'system_role' } : details;
}
