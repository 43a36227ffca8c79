import { afterEach, describe, expect, it, vi } from 'vitest';

import { FoyerError } from '#shared/errors.ts';
import { createCircuitBreakers } from './circuit-breaker.ts';
import type { ChatModel, ChatRequest } from './ports.ts';
import { scripted, type Script } from '../../../tests/support/scripted-model.ts';
import { createModelRouter } from './router.ts';
import type { RouteAttempt, RoutedDelta } from './router.ts';

const REQUEST: ChatRequest = {
  system: '',
  turns: [{ role: 'user', content: 'Bonjour' }],
  grounding: null,
  maxOutputTokens: 10,
  temperature: 0,
  contextTokens: 100,
};

function setUp(primary: Script, fallback?: Script, patienceMs?: number) {
  let time = 0;
  const breakers = createCircuitBreakers({ now: () => time });
  const models = { primary: scripted('primary', primary), fallback: scripted('fallback', fallback ?? {}) };
  const router = createModelRouter({
    primary: { key: 'a', model: models.primary },
    fallbacks: fallback === undefined ? [] : [{ key: 'b', model: models.fallback }],
    breakers,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  async function ask(signal = new AbortController().signal) {
    const deltas: RoutedDelta[] = [];
    try {
      for await (const delta of router.stream(REQUEST, { signal })) deltas.push(delta);
      return { deltas, error: null };
    } catch (error) {
      return { deltas, error };
    }
  }
  return {
    ...models,
    ask,
    router,
    breaker: breakers.for('a'),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('model router', () => {
  it('says that the primary answered', async () => {
    const { ask, fallback } = setUp({ text: ['Oui'] }, { text: ['Non'] });
    expect((await ask()).deltas).toEqual([
      {
        type: 'answered-by',
        key: 'a',
        provider: 'openai',
        model: 'primary',
        usedFallback: false,
        reason: null,
        hasReasoned: false,
      },
      { type: 'text', text: 'Oui' },
      { type: 'end', reason: 'stop', inputTokens: 1, outputTokens: 2 },
    ]);
    expect(fallback.asked).toBe(0);
  });

  it('uses the fallback and says why', async () => {
    const { ask } = setUp({ fails: 'model.key_refused' }, { text: ['Secours'] });
    expect((await ask()).deltas.slice(0, 2)).toEqual([
      {
        type: 'answered-by',
        key: 'b',
        provider: 'openai',
        model: 'fallback',
        usedFallback: true,
        reason: 'model.key_refused',
        hasReasoned: false,
      },
      { type: 'text', text: 'Secours' },
    ]);
  });

  it('hands reasoning on before it is known who answers, and falls back when nothing follows', async () => {
    const { ask } = setUp({ thinks: 'Hm', fails: 'model.only_reasoning' }, { text: ['Secours'] });
    const { deltas } = await ask();
    expect(deltas.map(({ type }) => type)).toEqual(['reasoning', 'answered-by', 'text', 'end']);
    expect(deltas[1]).toMatchObject({ key: 'b', reason: 'model.only_reasoning', hasReasoned: false });
    const thought = setUp({ thinks: 'Hm', text: ['Oui'] });
    expect((await thought.ask()).deltas[1]).toMatchObject({ key: 'a', hasReasoned: true });
  });

  it('throws the error of the model that was asked first when none answers', async () => {
    const { ask } = setUp({ fails: 'model.missing' }, { fails: 'model.unreachable' });
    expect(await ask()).toMatchObject({ deltas: [], error: { code: 'model.missing' } });
  });

  it('never mixes two answers: after the first piece a failure is an interruption', async () => {
    const { ask, fallback } = setUp(
      { text: ['Dé', 'but'], fails: 'model.server_error' },
      { text: ['Autre'] },
    );
    const { deltas, error } = await ask();
    expect(deltas.filter(delta => delta.type === 'text').map(delta => delta.text)).toEqual(['Dé', 'but']);
    expect(error).toMatchObject({ code: 'model.interrupted', cause: { code: 'model.server_error' } });
    expect(fallback.asked).toBe(0);
  });

  it('leaves a failing endpoint alone after three failures, tries it once after 30 seconds', async () => {
    const { ask, primary, pass, breaker } = setUp({ fails: 'model.unreachable' }, { text: ['Secours'] });
    for (let count = 0; count < 5; count += 1) {
      expect((await ask()).deltas[0]).toMatchObject({ usedFallback: true, reason: 'model.unreachable' });
    }
    expect(primary.asked).toBe(3);
    pass(29_999);
    await ask();
    expect(primary.asked).toBe(3);
    pass(1);
    await ask();
    expect(primary.asked).toBe(4);
    await ask();
    expect(primary.asked).toBe(4);
    pass(30_000);
    primary.script = { text: ['De retour'] };
    expect((await ask()).deltas[0]).toMatchObject({ usedFallback: false });
    expect(breaker.state()).toBe('closed');
  });

  it('lets one request try a half-open endpoint while others use the fallback', async () => {
    const { ask, primary, pass } = setUp({ fails: 'model.timeout' }, { text: ['Secours'] });
    for (let count = 0; count < 3; count += 1) await ask();
    pass(30_000);
    primary.script = { hangs: true };
    const abort = new AbortController();
    const trial = ask(abort.signal);
    await ask();
    expect(primary.asked).toBe(4);
    abort.abort(new Error('parti'));
    expect((await trial).error).toEqual(new Error('parti'));
    primary.script = { text: ['De retour'] };
    expect((await ask()).deltas[0]).toMatchObject({ usedFallback: false });
  });

  it('does not count refusals against an endpoint: the key may be mended at any time', async () => {
    const { ask, primary } = setUp({ fails: 'model.key_refused' }, { text: ['Secours'] });
    for (let count = 0; count < 5; count += 1) await ask();
    expect(primary.asked).toBe(5);
  });

  it('says how long an endpoint is left alone when there is no fallback', async () => {
    const { ask, pass } = setUp({ fails: 'model.server_error' });
    for (let count = 0; count < 3; count += 1) await ask();
    pass(10_000);
    expect((await ask()).error).toMatchObject({
      code: 'model.server_error',
      details: { retryAfterSeconds: 20, breakerOpen: true },
    });
  });

  it('loses patience with a silent model when another could answer, not with the last one', async () => {
    vi.useFakeTimers();
    const { ask } = setUp({ hangs: true }, { text: ['Secours'] }, 15_000);
    const answer = ask();
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await answer).deltas[0]).toMatchObject({ usedFallback: true, reason: 'model.timeout' });
    const alone = setUp({ hangs: true }, undefined, 15_000);
    const abort = new AbortController();
    const waiting = alone.ask(abort.signal);
    await vi.advanceTimersByTimeAsync(60_000);
    abort.abort(new Error('parti'));
    expect((await waiting).error).toEqual(new Error('parti'));
  });

  it('shares its patience among all that may keep silent, however many', async () => {
    vi.useFakeTimers();
    const breakers = createCircuitBreakers({ now: () => 0 });
    const silent = ['a', 'b', 'c'].map(key => ({ key, model: scripted(key, { hangs: true }) }));
    const router = createModelRouter({
      primary: silent[0] as (typeof silent)[number],
      fallbacks: [...silent.slice(1), { key: 'd', model: scripted('d', { text: ['Secours'] }) }],
      breakers,
      patienceMs: 16_000,
    });
    const said: string[] = [];
    const answered = (async () => {
      for await (const delta of router.stream(REQUEST, { signal: new AbortController().signal }))
        if (delta.type === 'text') said.push(delta.text);
    })();
    await vi.advanceTimersByTimeAsync(15_900);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    await answered;
    expect(said).toEqual(['Secours']);
    expect(silent.map(({ model }) => model.asked)).toEqual([1, 1, 1]);
  });

  it('waits three times what a model says it needs to read, and takes that for no answer', async () => {
    vi.useFakeTimers();
    const { ask } = setUp({ expectsMs: 20_000, hangs: true }, { text: ['Secours'] }, 15_000);
    let isOver = false;
    const answer = ask().finally(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    const { deltas } = await answer;
    expect(deltas[0]).toMatchObject({ type: 'expects', firstTokenMs: 20_000 });
    expect(deltas.filter(({ type }) => type === 'answered-by')).toMatchObject([
      { key: 'b', usedFallback: true, reason: 'model.timeout' },
    ]);
  });

  it('loses patience with a model that thinks a little and then falls silent', async () => {
    vi.useFakeTimers();
    const { ask } = setUp({ thinks: 'Voyons', hangs: true }, { text: ['Secours'] }, 15_000);
    const answer = ask();
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await answer).deltas.find(({ type }) => type === 'answered-by')).toMatchObject({
      usedFallback: true,
      reason: 'model.timeout',
    });
  });

  it('leaves the first of many half of its patience, and keeps to all of it', async () => {
    vi.useFakeTimers();
    const silent = ['a', 'b', 'c', 'd', 'e', 'f'].map(key => ({
      key,
      model: scripted(key, { hangs: true }),
    }));
    const [primary, ...fallbacks] = silent;
    if (primary === undefined) throw new Error('no model');
    const router = createModelRouter({
      primary,
      fallbacks: [...fallbacks, { key: 'z', model: scripted('z', { text: ['Secours'] }) }],
      breakers: createCircuitBreakers({ now: () => 0 }),
      patienceMs: 15_000,
    });
    const attempts: RouteAttempt[] = [];
    const options = {
      signal: new AbortController().signal,
      onAttempt: (one: RouteAttempt) => attempts.push(one),
    };
    const answered = (async () => {
      for await (const _delta of router.stream(REQUEST, options)) continue;
    })();
    await vi.advanceTimersByTimeAsync(15_010);
    await answered;
    expect(attempts.map(({ route }) => route.key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'z']);
    expect(attempts[0]?.ms).toBe(7_500);
  });

  it('gives a model the time that somebody set for it, and the next two seconds where that used all patience up', async () => {
    vi.useFakeTimers();
    const breakers = createCircuitBreakers({ now: () => 0 });
    const waits = { firstTokenMs: 20_000, betweenTokensMs: null };
    const router = createModelRouter({
      primary: { key: 'a', model: scripted('a', { hangs: true }), waits },
      fallbacks: [
        { key: 'b', model: scripted('b', { hangs: true }) },
        { key: 'c', model: scripted('c', { text: ['Secours'] }) },
      ],
      breakers,
      patienceMs: 15_000,
    });
    const attempts: RouteAttempt[] = [];
    const said: string[] = [];
    const answered = (async () => {
      const options = {
        signal: new AbortController().signal,
        onAttempt: (one: RouteAttempt) => attempts.push(one),
      };
      for await (const delta of router.stream(REQUEST, options))
        if (delta.type === 'text') said.push(delta.text);
    })();
    await vi.advanceTimersByTimeAsync(21_900);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    await answered;
    expect(said).toEqual(['Secours']);
    expect(attempts.map(({ route, outcome, code, ms }) => [route.key, outcome, code, ms])).toEqual([
      ['a', 'failed', 'model.timeout', 20_000],
      ['b', 'failed', 'model.timeout', 2_000],
      ['c', 'answered', null, 0],
    ]);
  });

  it('lets the chain retry for a second and a half in all, a model that somebody gave a time within that', async () => {
    vi.useFakeTimers();
    const within: (number | undefined)[] = [];
    const noting = (key: string, takesMs: number): ChatModel => ({
      ...scripted(key, {}),
      // oxlint-disable-next-line require-yield
      async *stream(_request, { retryWithinMs }) {
        within.push(retryWithinMs);
        await new Promise(resolve => setTimeout(resolve, takesMs));
        throw new FoyerError('model.server_error', key);
      },
    });
    const waits = { firstTokenMs: 9_000, betweenTokensMs: null };
    const router = createModelRouter({
      primary: { key: 'a', model: noting('a', 1_000) },
      fallbacks: [
        { key: 'b', model: noting('b', 1_000) },
        { key: 'c', model: noting('c', 0), waits },
        { key: 'd', model: scripted('d', { text: ['Secours'] }) },
      ],
      breakers: createCircuitBreakers({ now: () => 0 }),
    });
    const answered = (async () => {
      for await (const _delta of router.stream(REQUEST, { signal: new AbortController().signal })) continue;
    })();
    await vi.advanceTimersByTimeAsync(2_100);
    await answered;
    expect(within).toEqual([1_500, 500, 9_000]);
  });

  it('tells of retries, of a model that is left alone, and of an answer that was stopped', async () => {
    const breakers = createCircuitBreakers({ now: () => 0 });
    const retrying: ChatModel = {
      ...scripted('b', {}),
      async *stream(_request, { signal, onRetry }) {
        onRetry?.(new FoyerError('model.server_error', 'b'));
        yield { type: 'text', text: 'Dé' };
        signal.throwIfAborted();
      },
    };
    for (let count = 0; count < 3; count += 1) breakers.for('a').failed('model.unreachable');
    const router = createModelRouter({
      primary: { key: 'a', model: scripted('a', { text: ['Oui'] }) },
      fallbacks: [{ key: 'b', model: retrying }],
      breakers,
    });
    const attempts: RouteAttempt[] = [];
    const abort = new AbortController();
    const options = { signal: abort.signal, onAttempt: (one: RouteAttempt) => attempts.push(one) };
    await expect(async () => {
      for await (const delta of router.stream(REQUEST, options))
        if (delta.type === 'text') abort.abort(new Error('parti'));
    }).rejects.toThrow('parti');
    expect(attempts.map(({ route, outcome, code }) => [route.key, outcome, code])).toEqual([
      ['a', 'left_alone', 'model.unreachable'],
      ['b', 'failed', 'model.server_error'],
      ['b', 'stopped', null],
    ]);
  });

  it('goes on with another server of the same model: that is no fallback, and each has its own breaker', async () => {
    const breakers = createCircuitBreakers({ now: () => 0 });
    const dead = scripted('a', { fails: 'model.unreachable' });
    const router = createModelRouter({
      primary: { key: 'a', server: 'a 1', model: dead },
      fallbacks: [{ key: 'a', server: 'a 2', model: scripted('a', { text: ['Oui'] }) }],
      breakers,
    });
    for (let count = 0; count < 5; count += 1) {
      const deltas: RoutedDelta[] = [];
      for await (const delta of router.stream(REQUEST, { signal: new AbortController().signal }))
        deltas.push(delta);
      expect(deltas[0]).toMatchObject({ usedFallback: false, reason: null });
    }
    expect(dead.asked).toBe(3);
    expect([breakers.for('a 1').state(), breakers.for('a 2').state()]).toEqual(['open', 'closed']);
  });

  it('ends with the reason of the signal and asks nobody else', async () => {
    const { ask, fallback } = setUp({ hangs: true }, { text: ['Secours'] });
    const abort = new AbortController();
    const answer = ask(abort.signal);
    abort.abort(new Error('parti'));
    expect((await answer).error).toEqual(new Error('parti'));
    expect(fallback.asked).toBe(0);
  });
});
