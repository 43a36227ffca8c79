import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import { startOllamaStandIn, startOpenAiStandIn } from '../../../tests/support/model-stand-ins/index.ts';
import type { StandIn, StandInBehaviourKind } from '../../../tests/support/model-stand-ins/index.ts';
import {
  startEmbeddingServer,
  vectorsOf,
  type EmbeddingServer,
} from '../../../tests/support/embedding-server.ts';
import { createEmbedder } from './embedder.ts';
import { promptForEmbedding } from './embedding-prompts.ts';
import { createModelMemory } from './model-memory.ts';

const outbound = createOutbound({ isOffline: () => false });
afterAll(() => outbound.close());

function dot(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return (one ?? new Float32Array()).reduce((sum, value, index) => sum + value * (other?.[index] ?? 0), 0);
}

describe.each([
  { provider: 'ollama', start: startOllamaStandIn },
  { provider: 'openai', start: startOpenAiStandIn },
] as const)('embedder over $provider', ({ provider, start }) => {
  let server: StandIn;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());
  afterEach(() => {
    server.setBehaviour('normal');
    server.release();
  });

  function embedder(model = 'bge-m3:latest', timeoutMs?: number) {
    return createEmbedder(
      { provider, model, url: server.url, apiKey: null },
      {
        fetch: outbound.fetchFor({ kind: 'model', allow: server.url }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      },
    );
  }
  const options = () => ({ kind: 'passage' as const, signal: new AbortController().signal });

  it('gives vectors of length 1, in order, near for what means the same', async () => {
    const texts = [
      'Combien de jours de congés annuels ?',
      'The dog is in the car',
      'How many days of annual leave?',
    ];
    const [french, dog, english] = await embedder().embed(texts, options());
    expect(dot(french, french)).toBeCloseTo(1, 5);
    expect(dot(french, english)).toBeGreaterThan(0.9);
    expect(dot(french, dog)).toBeLessThan(0.3);
  });

  it('cuts many texts into batches and keeps their order', async () => {
    const texts = Array.from({ length: 70 }, (_, index) => `texte ${index}`);
    const before = server.requests.length;
    const vectors = await embedder().embed(texts, options());
    expect(vectors).toHaveLength(70);
    expect(server.requests.length - before).toBe(3);
    const [alone] = await embedder().embed(['texte 69'], options());
    expect(vectors[69]).toEqual(alone);
    expect(await embedder().embed([], options())).toEqual([]);
  });

  it('says that a chat model does not embed, and which model is missing', async () => {
    await expect(embedder('qwen3:4b').embed(['a'], options())).rejects.toMatchObject({
      code: 'model.not_embedding',
    });
    await expect(embedder('absent').embed(['a'], options())).rejects.toMatchObject({
      code: 'model.missing',
      details: { model: 'absent' },
    });
  });

  const failures: [StandInBehaviourKind, string][] = [
    ['unauthorised', 'model.key_refused'],
    ['rate-limited', 'model.rate_limited'],
    ['server-error', 'model.server_error'],
    ['context-overflow', 'model.context_too_long'],
    ['garbage', 'model.bad_response'],
    ['reset', 'model.unreachable'],
  ];
  it.each(failures)('%s becomes %s', async (behaviour, code) => {
    server.setBehaviour(behaviour);
    await expect(embedder().embed(['a'], options())).rejects.toMatchObject({ code });
  });

  it('tries once more after a failure of the moment', async () => {
    server.setBehaviour('server-error', { times: 1 });
    expect(await embedder().embed(['a'], options())).toHaveLength(1);
  });

  it('does not wait for ever, and ends with the signal', async () => {
    server.setBehaviour('hang');
    await expect(embedder('bge-m3:latest', 100).embed(['a'], options())).rejects.toMatchObject({
      code: 'model.timeout',
    });
    const abort = new AbortController();
    const seen = server.requests.length;
    const pending = embedder().embed(['a'], { kind: 'query', signal: abort.signal });
    const request = await server.waitForRequest(candidate => server.requests.indexOf(candidate) >= seen);
    abort.abort(new Error('assez'));
    await expect(pending).rejects.toThrow('assez');
    expect(await request.ended).toBe('left');
  });
});

describe('what servers refuse of a batch', () => {
  let server: EmbeddingServer;
  beforeAll(async () => {
    server = await startEmbeddingServer();
  });
  afterAll(() => server.close());
  afterEach(() => server.setPeculiarity(() => null));

  const memory = () => createModelMemory();
  function embedder(remembers = memory(), maxTokens?: number) {
    return createEmbedder(
      { provider: 'openai', model: 'sens', url: server.url, apiKey: null },
      {
        fetch: outbound.fetchFor({ kind: 'model', allow: server.url }),
        memory: remembers,
        ...(maxTokens === undefined ? {} : { maxTokens }),
      },
    );
  }
  const options = () => ({ kind: 'passage' as const, signal: new AbortController().signal });
  const texts = ['un chien', 'un chat', 'un contrat', 'une facture'];

  it('is found out text by text: one failure, the others whole and in order', async () => {
    const expected = await embedder().embed(texts, options());
    server.setPeculiarity(({ texts: asked }) =>
      asked.includes('un contrat') ? { status: 500, json: { error: 'NaN' } } : null,
    );
    const embedded = await embedder().embedEach(texts, options());
    expect(embedded.map(one => ('vector' in one ? one.vector : one.failure.code))).toEqual([
      expected[0],
      expected[1],
      'model.server_error',
      expected[3],
    ]);
    await expect(embedder().embed(texts, options())).rejects.toMatchObject({ code: 'model.server_error' });
  });

  it('is the server’s fault when none of many is taken', async () => {
    server.setPeculiarity(() => ({ status: 400, json: { error: 'no' } }));
    const many = Array.from({ length: 40 }, (_, index) => `texte ${index}`);
    const before = server.calls.length;
    await expect(embedder().embedEach(many, options())).rejects.toMatchObject({ code: 'model.bad_response' });
    expect(server.calls.length - before).toBeLessThan(20);
  });

  it('is learnt: a format, a number of texts, the longest text', async () => {
    const remembers = memory();
    server.setPeculiarity(({ body, texts: asked }) => {
      if ('encoding_format' in body)
        return {
          status: 400,
          json: { error: { message: 'encoding_format is not supported', param: 'encoding_format' } },
        };
      if (asked.length > 3)
        return {
          status: 400,
          json: { error: { message: 'batch size is invalid, it should not be larger than 3' } },
        };
      return asked.some(text => text.length > 200)
        ? {
            status: 400,
            json: {
              error: {
                message:
                  'input (90 tokens) is too large to process. increase the physical batch size (current batch size: 50)',
              },
            },
          }
        : null;
    });
    const long = 'Le bateau est amarré au ponton. '.repeat(12);
    const model = embedder(remembers);
    const [first, ...others] = await model.embedEach([long, ...texts], options());
    expect(first).toMatchObject({ isCut: true });
    expect(others.every(one => 'vector' in one && !one.isCut)).toBe(true);
    expect(remembers.read()).toMatchObject({ refuses: ['encoding_format'], textsPerCall: 3 });
    expect(remembers.read().contextTokens).toBeLessThanOrEqual(50);
    const before = server.calls.length;
    expect(await model.embedEach([long, ...texts], options())).toHaveLength(5);
    expect(server.calls.length - before).toBe(2);
  });

  it('is not waited for when the longest text is known', async () => {
    const long = 'Le bateau est amarré au ponton. '.repeat(40);
    const before = server.calls.length;
    const [only] = await embedder(memory(), 128).embedEach([long], options());
    expect(only).toMatchObject({ isCut: true });
    expect(server.calls.length - before).toBe(1);
    expect(server.calls.at(-1)?.texts[0]?.length).toBeLessThan(long.length);
  });

  it('may be written as base64, out of order, or each in a list of its own', async () => {
    const [expected] = await embedder().embed(['un chien'], options());
    const encodings = [
      (vector: number[]) => Buffer.from(Float32Array.from(vector).buffer).toString('base64'),
      (vector: number[]) => [vector],
    ];
    for (const encode of encodings) {
      server.setPeculiarity(({ texts: asked }) => ({ status: 200, json: vectorsOf(asked, encode) }));
      const [given] = await embedder().embed(['un chien'], options());
      expect(given?.length).toBe(expected?.length);
      expect(dot(given, expected)).toBeCloseTo(1, 4);
    }
  });

  it('is left out when its vector is longer than the others', async () => {
    let calls = 0;
    server.setPeculiarity(({ texts: asked }) => {
      calls += 1;
      if (asked.length > 1) return { status: 500, json: { error: 'one at a time' } };
      return {
        status: 200,
        json: vectorsOf(asked, vector => (asked[0] === 'un chat' ? vector.slice(1) : vector)),
      };
    });
    const embedded = await embedder().embedEach(texts, options());
    expect(calls).toBeGreaterThan(4);
    expect(embedded.map(one => 'vector' in one)).toEqual([true, false, true, true]);
  });
});

describe('embedding prompts', () => {
  it('tell questions from passages for the models trained so, and for no other', () => {
    expect(promptForEmbedding('nomic-embed-text:latest', 'query', 'x')).toBe('search_query: x');
    expect(promptForEmbedding('nomic-embed-text:latest', 'passage', 'x')).toBe('search_document: x');
    expect(promptForEmbedding('intfloat/multilingual-e5-small', 'passage', 'x')).toBe('passage: x');
    expect(promptForEmbedding('mxbai-embed-large', 'passage', 'x')).toBe('x');
    expect(promptForEmbedding('bge-m3:latest', 'query', 'x')).toBe('x');
    expect(promptForEmbedding('text-embedding-3-small', 'query', 'x')).toBe('x');
  });

  it('do not exist at Anthropic', () => {
    expect(() =>
      createEmbedder(
        { provider: 'anthropic', model: 'x', url: null, apiKey: null },
        { fetch: outbound.fetchFor({ kind: 'model', allow: null }) },
      ),
    ).toThrow(expect.objectContaining({ code: 'model.not_embedding' }));
  });
});
