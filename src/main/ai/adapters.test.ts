import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import { FoyerError } from '#shared/errors.ts';
import {
  startAnthropicStandIn,
  startOllamaStandIn,
  startOpenAiStandIn,
} from '../../../tests/support/model-stand-ins/index.ts';
import type {
  RecordedRequest,
  StandIn,
  StandInBehaviourKind,
} from '../../../tests/support/model-stand-ins/index.ts';
import { createChatModel } from './chat-model.ts';
import type { ModelLimits } from './limits.ts';
import type { ChatDelta, ChatRequest, ModelEndpoint, TokenUsage } from './ports.ts';

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

const providers = [
  { provider: 'ollama', start: startOllamaStandIn, base: '', path: '/api/chat' },
  { provider: 'openai', start: startOpenAiStandIn, base: '/v1', path: '/v1/chat/completions' },
  { provider: 'anthropic', start: startAnthropicStandIn, base: '', path: '/v1/messages' },
] as const;

describe.each(providers)('$provider over real HTTP', ({ provider, start, base, path }) => {
  let server: StandIn;
  beforeAll(async () => {
    server = await start({ apiKey: 'sk-secret' });
  });
  afterAll(() => server.close());
  afterEach(() => {
    server.setBehaviour('normal');
    server.release();
  });

  function model(limits: Partial<ModelLimits> = {}, change: Partial<ModelEndpoint> = {}) {
    const url = `${server.url}${base}`;
    const endpoint: ModelEndpoint = { provider, model: 'qwen3:4b', url, apiKey: 'sk-secret', ...change };
    return createChatModel(endpoint, {
      fetch: outbound.fetchFor({ kind: 'model', allow: endpoint.url }),
      limits,
    });
  }

  async function ask(
    options: {
      limits?: Partial<ModelLimits>;
      change?: Partial<ModelEndpoint>;
      signal?: AbortSignal;
      request?: ChatRequest;
    } = {},
  ): Promise<{
    text: string;
    reasoning: string;
    end: ChatDelta | null;
    error: unknown;
    requests: RecordedRequest[];
  }> {
    const before = server.requests.length;
    let text = '';
    let reasoning = '';
    let end: ChatDelta | null = null;
    let error: unknown = null;
    const signal = options.signal ?? new AbortController().signal;
    try {
      for await (const delta of model(options.limits, options.change).stream(options.request ?? REQUEST, {
        signal,
      })) {
        expect(end).toBeNull();
        if (delta.type === 'text') text += delta.text;
        else if (delta.type === 'reasoning') reasoning += delta.text;
        else if (delta.type !== 'expects') end = delta;
      }
    } catch (thrown) {
      error = thrown;
    }
    // What is in its memory may be asked for meanwhile.
    const requests = server.requests.slice(before).filter(({ method }) => method === 'POST');
    return { text, reasoning, end, error, requests };
  }

  it('streams the answer and counts what the server counted', async () => {
    server.setReply(() => ANSWER);
    const { text, end, error, requests } = await ask();
    expect(error).toBeNull();
    expect(text).toBe(ANSWER);
    expect(end).toEqual({
      type: 'end',
      reason: 'stop',
      inputTokens: expect.any(Number) as number,
      outputTokens: 9,
    });
    expect(requests.map(request => request.path)).toEqual([path]);
    expect(JSON.stringify(requests[0]?.body)).toContain('Réponds en français.');
    expect(JSON.stringify(requests[0]?.body)).toContain('Combien de jours de congés ?');
  });

  it('says when the answer was cut by the limit', async () => {
    server.setReply(() => ({ text: ANSWER, truncated: true }));
    expect((await ask()).end).toMatchObject({ reason: 'length' });
  });

  it('keeps reasoning out of the answer, separate or between tags', async () => {
    server.setReply(() => ({ text: ANSWER, thinking: 'La personne demande ses congés. Cherchons.' }));
    const apart = await ask();
    expect(apart).toMatchObject({ text: ANSWER, reasoning: 'La personne demande ses congés. Cherchons.' });
    server.setReply(() => `<think>\nLa personne demande…\n</think>\n\n${ANSWER}`);
    const between = await ask();
    expect(between.text).toBe(ANSWER);
    expect(between.reasoning.trim()).toBe('La personne demande…');
  });

  it('takes an answer that is only reasoning for no answer', async () => {
    server.setReply(() => ({ text: '', thinking: 'Hum.' }));
    expect((await ask()).error).toMatchObject({ code: 'model.only_reasoning' });
    server.setReply(() => ANSWER);
  });

  const refusals: [StandInBehaviourKind, string, number][] = [
    ['unauthorised', 'model.key_refused', 1],
    ['missing-model', 'model.missing', 1],
    ['rate-limited', 'model.rate_limited', 1],
    ['context-overflow', 'model.context_too_long', 1],
    ['server-error', 'model.server_error', 3],
    ['reset', 'model.unreachable', 3],
    ['garbage', 'model.bad_response', 1],
    ['empty', 'model.bad_response', 1],
    ['endless-line', 'model.bad_response', 1],
  ];
  it.each(refusals)('%s becomes %s after %i request(s)', async (behaviour, code, requests) => {
    server.setBehaviour(behaviour);
    const asked = await ask();
    expect(asked.error).toBeInstanceOf(FoyerError);
    expect(asked.error).toMatchObject({ code, details: { model: 'qwen3:4b' } });
    expect(asked.text).toBe('');
    expect(asked.requests).toHaveLength(requests);
    expect(JSON.stringify(asked.error) + String(asked.error)).not.toContain('sk-secret');
  });

  it('waits for a short Retry-After and then succeeds; leaves a long one to the caller', async () => {
    server.setReply(() => ANSWER);
    server.setBehaviour({ kind: 'rate-limited', retryAfterSeconds: 0 }, { times: 1 });
    expect((await ask()).text).toBe(ANSWER);
    server.setBehaviour({ kind: 'rate-limited', retryAfterSeconds: 30 });
    const { error, requests } = await ask();
    expect(error).toMatchObject({ code: 'model.rate_limited', details: { retryAfterSeconds: 30 } });
    expect(requests).toHaveLength(1);
  });

  it('tries again after failures of the moment, and tells of each', async () => {
    server.setReply(() => ANSWER);
    for (const behaviour of ['server-error', 'reset'] as const) {
      server.setBehaviour(behaviour, { times: 2 });
      expect(await ask(), behaviour).toMatchObject({ text: ANSWER, error: null });
    }
    server.setBehaviour('server-error', { times: 1 });
    const told: string[] = [];
    const { signal } = new AbortController();
    const answer = model().stream(REQUEST, { signal, onRetry: error => told.push(error.code) });
    for await (const _delta of answer) continue;
    expect(told).toEqual(['model.server_error']);
  });

  it('waits as long as whoever asks wants to, in place of its own limits', async () => {
    server.setBehaviour('hang');
    const { signal } = new AbortController();
    const waits = { firstTokenMs: 30, betweenTokensMs: null };
    const read = async () => {
      for await (const _delta of model().stream(REQUEST, { signal, waits })) continue;
    };
    await expect(read()).rejects.toMatchObject({ code: 'model.timeout', details: { phase: 'first-token' } });
  });

  it('gives what it received and says it was interrupted when the connection dies', async () => {
    server.setReply(() => ANSWER);
    server.setBehaviour('die');
    const { text, end, error, requests } = await ask();
    expect(text).toBe('Vingt-cinq jours');
    expect(end).toBeNull();
    expect(error).toMatchObject({ code: 'model.interrupted' });
    expect(requests).toHaveLength(1);
  });

  it('tells what it read of an answer that dies, where the server said so at its beginning', async () => {
    server.setReply(() => ANSWER);
    server.setBehaviour('die');
    const told: TokenUsage[] = [];
    const signal = new AbortController().signal;
    const answer = model().stream(REQUEST, { signal, onUsage: usage => told.push(usage) });
    const read = async () => {
      for await (const _delta of answer) continue;
    };
    await expect(read()).rejects.toMatchObject({ code: 'model.interrupted' });
    const atOnce = { inputTokens: expect.any(Number) as number, outputTokens: null, cachedTokens: null };
    expect(told).toEqual(provider === 'anthropic' ? [atOnce] : []);
  });

  it('says it was interrupted when the server reports an error in the middle', async () => {
    server.setReply(() => ANSWER);
    server.setBehaviour('stream-error');
    const { text, error } = await ask();
    expect(text).toBe('Vingt-cinq jours');
    expect(error).toMatchObject({ code: 'model.interrupted', cause: { code: 'model.server_error' } });
  });

  it('does not wait for ever for the first piece, nor for the next, and lets go', async () => {
    server.setReply(() => ANSWER);
    server.setBehaviour('hang');
    const silent = await ask({ limits: { firstTokenMs: 150 } });
    expect(silent.error).toMatchObject({ code: 'model.timeout', details: { phase: 'first-token' } });
    expect(await silent.requests[0]?.ended).toBe('left');
    server.setBehaviour('stall');
    const stalled = await ask({ limits: { betweenTokensMs: 150 } });
    expect(stalled).toMatchObject({ text: 'Vingt-cinq jours', error: { code: 'model.timeout' } });
    expect(await stalled.requests[0]?.ended).toBe('left');
  });

  it('waits through a slow first piece within the limit', async () => {
    server.setReply(() => ANSWER);
    server.setBehaviour('hang');
    const asked = server.requests.length;
    const answer = ask({ limits: { firstTokenMs: 10_000 } });
    await server.waitForRequest(request => server.requests.indexOf(request) >= asked);
    server.release();
    expect((await answer).text).toBe(ANSWER);
  });

  it('cuts an endless answer, by length and by time, and lets go', async () => {
    server.setBehaviour('endless');
    const long = await ask();
    expect(long.end).toMatchObject({ type: 'end', reason: 'length' });
    expect(long.text.length).toBeLessThan(100 * 8 + 100);
    expect(await long.requests[0]?.ended).toBe('left');
    const slow = await ask({ limits: { wholeAnswerMs: 200, charactersPerToken: 1e9 } });
    expect(slow.error).toMatchObject({ code: 'model.timeout', details: { phase: 'whole-answer' } });
    expect(await slow.requests[0]?.ended).toBe('left');
  });

  it('ends with the reason of the signal and lets go, before and during the answer', async () => {
    for (const behaviour of ['hang', 'stall', 'endless'] as const) {
      server.setBehaviour(behaviour);
      const seen = server.requests.length;
      const abort = new AbortController();
      const answer = ask({ signal: abort.signal, limits: { charactersPerToken: 1e9 } });
      const request = await server.waitForRequest(candidate => server.requests.indexOf(candidate) >= seen);
      abort.abort(new Error('assez'));
      expect((await answer).error, behaviour).toEqual(new Error('assez'));
      expect(await request.ended).toBe('left');
    }
    const aborted = AbortSignal.abort(new Error('jamais'));
    expect(await ask({ signal: aborted })).toMatchObject({ error: new Error('jamais'), requests: [] });
  });

  it('lets go when the reader stops reading', async () => {
    server.setBehaviour('endless');
    const seen = server.requests.length;
    for await (const delta of model().stream(REQUEST, { signal: new AbortController().signal })) {
      if (delta.type === 'text') break;
    }
    expect(await server.requests[seen]?.ended).toBe('left');
  });

  it('says which server is not there', async () => {
    const closed = await start();
    await closed.close();
    const { error } = await ask({ change: { url: `${closed.url}${base}` } });
    expect(error).toMatchObject({
      code: 'model.unreachable',
      details: { url: `${closed.url}${base}`, network: 'ECONNREFUSED' },
    });
    expect((await ask({ change: { url: 'http://does-not-exist.invalid/' } })).error).toMatchObject({
      code: 'model.unreachable',
    });
  });

  it('says which model the server does not have, and which key it refuses', async () => {
    expect((await ask({ change: { model: 'absent' } })).error).toMatchObject({
      code: 'model.missing',
      details: { model: 'absent' },
    });
    expect((await ask({ change: { apiKey: 'sk-wrong' } })).error).toMatchObject({
      code: 'model.key_refused',
    });
    expect((await ask({ change: { apiKey: null } })).error).toMatchObject({ code: 'model.key_refused' });
  });

  it('keeps what outbound refuses as it is', async () => {
    const strict = createChatModel(
      { provider, model: 'qwen3:4b', url: `${server.url}${base}`, apiKey: null },
      { fetch: outbound.fetchFor({ kind: 'model', allow: null }) },
    );
    const first = strict
      .stream(REQUEST, { signal: new AbortController().signal })
      [Symbol.asyncIterator]()
      .next();
    await expect(first).rejects.toMatchObject({ code: 'outbound.blocked' });
  });
});
