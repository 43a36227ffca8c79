import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import { startOllamaStandIn, startOpenAiStandIn } from '../../../tests/support/model-stand-ins/index.ts';
import type { StandIn, StandInBehaviourKind } from '../../../tests/support/model-stand-ins/index.ts';
import { createEmbedder } from './embedder.ts';
import { promptForEmbedding } from './embedding-prompts.ts';

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
