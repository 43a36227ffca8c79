import { afterEach, describe, expect, it, vi } from 'vitest';

import { createOutbound } from '#main/platform/outbound/index.ts';
import { startByteServer } from '../../../tests/support/byte-server.ts';
import {
  startOllamaStandIn,
  startOpenAiStandIn,
  type StandIn,
} from '../../../tests/support/model-stand-ins/index.ts';
import { createChatModel } from './chat-model.ts';
import { createModelMemory, noFindings } from './model-memory.ts';
import { createPaceMeter, noSamples, paceOf, promptText, type PaceMeter } from './model-pace.ts';
import { testModel } from './model-test.ts';
import type { ChatDelta, ChatRequest, ModelEndpoint } from './ports.ts';
import { estimateTokens } from './token-estimate.ts';

const SYSTEM = 'Réponds à partir des passages donnés avec la question. '.repeat(30);
const request = (content: string, system = SYSTEM): ChatRequest => ({
  system,
  turns: [{ role: 'user', content }],
  grounding: null,
  maxOutputTokens: 200,
  temperature: 0,
  contextTokens: 8_192,
});
const passages = (number: number) =>
  `Passage ${number} : ${'le quai a ses bornes et son gardien. '.repeat(20)}`;

const outbound = createOutbound({ isOffline: () => false });
const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});

async function ollama(options: Parameters<typeof startOllamaStandIn>[0] = {}): Promise<StandIn> {
  const server = await startOllamaStandIn(options);
  closing.push(server);
  return server;
}

function modelAt(
  url: string,
  meter: PaceMeter,
  more: Partial<ModelEndpoint> & { limits?: { firstTokenMs: number } } = {},
) {
  const { limits, ...endpoint } = more;
  return createChatModel(
    { provider: 'ollama', model: 'qwen3:4b', url, apiKey: null, ...endpoint },
    {
      fetch: outbound.fetchFor({ kind: 'model', allow: url }),
      memory: createModelMemory(noFindings, undefined, meter),
      ...(limits === undefined ? {} : { limits }),
    },
  );
}

async function ask(model: ReturnType<typeof modelAt>, asked: ChatRequest): Promise<ChatDelta[]> {
  const deltas: ChatDelta[] = [];
  for await (const delta of model.stream(asked, { signal: new AbortController().signal })) deltas.push(delta);
  return deltas;
}

describe('how fast a model reads and writes', () => {
  it('is what Ollama measured, without what it remembered of the prompt before', async () => {
    const { url } = await ollama({ speed: { read: 25, written: 5, loadMs: 2_000 } });
    const meter = createPaceMeter();
    const model = modelAt(url, meter);
    for (let question = 1; question <= 4; question += 1) await ask(model, request(passages(question)));
    const { readTokensPerSecond, writtenTokensPerSecond, loadMs } = meter.read();
    expect(readTokensPerSecond).toBeGreaterThan(24);
    expect(readTokensPerSecond).toBeLessThan(26);
    expect(writtenTokensPerSecond).toBeCloseTo(5, 0);
    expect(loadMs).toBe(2_000);
  });

  it('is not judged by a prompt of a few words: a call has its own cost', async () => {
    const server = await startByteServer();
    closing.push(server);
    const meter = createPaceMeter();
    // As recorded: 15 tokens in 1.1 seconds, of a model that reads 150 a second.
    const line = {
      message: { role: 'assistant', content: 'Awesome, welcome!' },
      done: true,
      done_reason: 'stop',
      load_duration: 2_318_230_208,
      prompt_eval_count: 15,
      prompt_eval_duration: 1_131_302_902,
      eval_count: 12,
      eval_duration: 3_454_615_279,
    };
    server.answer({
      status: 200,
      contentType: 'application/x-ndjson',
      bytes: Buffer.from(JSON.stringify(line)),
      bytesAtOnce: Infinity,
    });
    await ask(modelAt(server.url, meter), request('Say hello in five words.', ''));
    expect(meter.read()).toEqual({
      readTokensPerSecond: null,
      writtenTokensPerSecond: 3.5,
      loadMs: 2_318,
    });
  });

  it('is what llama.cpp says it read beside its cache', async () => {
    const server = await startByteServer();
    closing.push(server);
    const meter = createPaceMeter();
    const chunk = {
      choices: [{ index: 0, delta: { content: 'Quatre jours.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 800, completion_tokens: 20 },
      timings: { cache_n: 600, prompt_n: 200, prompt_ms: 4_000, predicted_n: 20, predicted_ms: 2_000 },
    };
    const bytes = Buffer.from(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
    server.answer({ status: 200, contentType: 'text/event-stream', bytes, bytesAtOnce: Infinity });
    const asked = request(passages(1));
    await ask(modelAt(server.url, meter, { provider: 'openai' }), asked);
    const whole = estimateTokens(promptText(asked.system, asked.turns));
    expect(meter.read().readTokensPerSecond).toBeCloseTo(whole / 4 / 4, 0);
    expect(meter.read().writtenTokensPerSecond).toBe(10);
  });

  it('is timed to the first word where a server measures nothing', async () => {
    const server = await startOpenAiStandIn();
    closing.push(server);
    const meter = createPaceMeter();
    await ask(modelAt(`${server.url}/v1`, meter, { provider: 'openai' }), request(passages(1)));
    expect(meter.read().readTokensPerSecond).toBeGreaterThan(200);
  });

  it('is the usual one of the last answers: one slow answer changes nothing, a slower machine does', () => {
    const meter = createPaceMeter();
    const read = (speed: number) => meter.measure({ read: { tokens: 500, ms: (500 / speed) * 1_000 } });
    for (const speed of [100, 101, 99, 100, 10]) read(speed);
    expect(meter.read().readTokensPerSecond).toBe(100);
    for (const speed of [50, 50, 50, 50]) read(speed);
    expect(meter.read().readTokensPerSecond).toBe(50);
  });

  it('is told while it is being learnt, then only when it is another one: no answer waits for what is known', () => {
    const told: (number | null)[] = [];
    const meter = createPaceMeter(noSamples, samples => told.push(paceOf(samples).writtenTokensPerSecond));
    const write = (speed: number) => meter.measure({ written: { tokens: 500, ms: (500 / speed) * 1_000 } });
    for (let answer = 0; answer < 20; answer += 1) write(answer % 2 === 0 ? 100 : 104);
    expect(told).toHaveLength(7);
    for (let answer = 0; answer < 4; answer += 1) write(50);
    expect(told).toHaveLength(8);
    expect(told.at(-1)).toBe(50);
  });

  it('is learnt from waiting in vain, so that the next prompt is one that it reads; until it was measured', () => {
    const meter = createPaceMeter();
    meter.waitedInVain({ tokens: 900, ms: 1_000 });
    expect(meter.read().readTokensPerSecond).toBeNull();
    meter.waitedInVain({ tokens: 900, ms: 18_000 });
    expect(meter.read().readTokensPerSecond).toBe(50);
    meter.measure({ read: { tokens: 300, ms: 3_000 } });
    meter.waitedInVain({ tokens: 900, ms: 90_000 });
    expect(meter.read().readTokensPerSecond).toBe(100);
  });

  it('is found by the test of a model, which gives it enough to read, and never the same twice', async () => {
    const server = await ollama({ speed: { read: 40, written: 8, loadMs: 1_500 } });
    const meter = createPaceMeter();
    const endpoint = { provider: 'ollama', model: 'qwen3:4b', url: server.url, apiKey: null } as const;
    for (let time = 0; time < 2; time += 1) {
      await testModel({ ...endpoint, contextTokens: 8_192 }, 'chat', {
        fetch: outbound.fetchFor({ kind: 'model', allow: server.url }),
        signal: new AbortController().signal,
        memory: createModelMemory(noFindings, undefined, meter),
      });
    }
    expect(meter.read().readTokensPerSecond).toBeGreaterThan(36);
    expect(meter.read().readTokensPerSecond).toBeLessThan(44);
  });
});

describe('how long a model is waited for', () => {
  it('follows from what it has to read: three times that, where the limit is less', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const meter = createPaceMeter();
      meter.measure({ read: { tokens: 1_000, ms: 100_000 } });
      const asked = request(passages(1));
      const expected = (estimateTokens(promptText(asked.system, asked.turns)) / 10) * 1_000;
      const limits = { firstTokenMs: 1_000 };
      const silent = createChatModel(
        { provider: 'openai', model: 'm', url: 'http://127.0.0.1:9/v1', apiKey: null },
        {
          fetch: (_input, init) =>
            new Promise((_resolve, reject) => {
              init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
            }),
          memory: createModelMemory(noFindings, undefined, meter),
          limits,
        },
      );
      const deltas: ChatDelta[] = [];
      const answer = (async () => {
        for await (const delta of silent.stream(asked, { signal: new AbortController().signal }))
          deltas.push(delta);
      })();
      let error: unknown = null;
      answer.catch((thrown: unknown) => (error = thrown));
      await vi.advanceTimersByTimeAsync(expected * 3 - 1_000);
      expect(error).toBeNull();
      expect(deltas).toEqual([{ type: 'expects', firstTokenMs: expected, loads: false }]);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(error).toMatchObject({ code: 'model.timeout', details: { phase: 'first-token' } });
    } finally {
      vi.useRealTimers();
    }
  });

  it('counts loading the model where Ollama does not have it in memory, and not where it has', async () => {
    const { url } = await ollama({ speed: { read: 100, written: 10, loadMs: 7_000 } });
    const meter = createPaceMeter();
    const expected = (deltas: ChatDelta[]) =>
      Math.max(...deltas.map(delta => (delta.type === 'expects' ? delta.firstTokenMs : 0)));
    const asked = request(passages(1));
    expect(expected(await ask(modelAt(url, meter), asked))).toBe(0); // never measured
    expect(meter.read().loadMs).toBe(7_000);
    // In memory since: another process of ours sees it there.
    const reading = expected(
      await ask(
        modelAt(url, createPaceMeter({ read: [100], written: [], loadMs: 7_000, atMost: null })),
        asked,
      ),
    );
    expect(reading).toBeGreaterThan(0);
    expect(reading).toBeLessThan(7_000);
    // With another window it has to be loaded again.
    const other = modelAt(url, createPaceMeter({ read: [100], written: [], loadMs: 7_000, atMost: null }), {
      contextTokens: 4_096,
    });
    expect(expected(await ask(other, asked))).toBeGreaterThan(7_000);
  });
});

describe('what Ollama is asked', () => {
  it('has one window and one time in memory in every call, so that the model is loaded once', async () => {
    const server = await ollama();
    const model = modelAt(server.url, createPaceMeter(), { contextTokens: 6_000 });
    await model.prepare?.(6_000, { signal: new AbortController().signal });
    await ask(model, { ...request('Un ?'), contextTokens: 6_000 });
    await ask(model, { ...request('Deux ?'), contextTokens: 2_048, maxOutputTokens: 20 });
    const bodies = server.requests.map(
      ({ body }) => body as { options: { num_ctx: number }; keep_alive: string },
    );
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies.map(({ options, keep_alive }) => `${options.num_ctx} ${keep_alive}`))).toEqual(
      new Set(['6000 30m']),
    );
    expect(bodies[0]).toMatchObject({ messages: [] });
  });
});
