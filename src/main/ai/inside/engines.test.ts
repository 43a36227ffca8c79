import { afterEach, describe, expect, it } from 'vitest';
import { createChatModel } from '../chat-model.ts';
import { createEmbedder } from '../embedder.ts';
import { createModelMemory } from '../model-memory.ts';
import type { ChatDelta, ChatRequest } from '../ports.ts';
import { createReranker } from '../reranker.ts';
import { tokensToRank } from '../token-estimate.ts';
import { openEngine } from './engine-library.ts';
import { startEngine, type EngineProcess } from './engine.ts';
import { createEngines, type InsideEngines, type InsideModel } from './engines.ts';
import type { InsideMachine } from './machine.ts';

const STAND_IN = new URL('../../../../tests/support/model-engine-stand-in.ts', import.meta.url);
const signal = new AbortController().signal;
const noFetch = (): Promise<Response> => Promise.reject(new Error('nothing is fetched'));

let engines: InsideEngines | null = null;
let started: EngineProcess[] = [];

/** A graphics card that is used until it fails, or none. */
function machineWith(graphics: boolean): InsideMachine {
  let isUsed = graphics;
  return {
    describe: () => Promise.reject(new Error('nobody asks')),
    usesGraphics: () => Promise.resolve(isUsed),
    graphicsFailed() {
      isUsed = false;
    },
  };
}

function open({
  machine = machineWith(false),
  ...options
}: { availableMemory?: () => number; idleMs?: number; machine?: InsideMachine } = {}): InsideEngines {
  started = [];
  const start = (): EngineProcess => {
    const engine = startEngine(STAND_IN);
    started.push(engine);
    return engine;
  };
  engines = createEngines({ availableMemory: () => 1e9, ...options, machine, start });
  return engines;
}

afterEach(async () => {
  await engines?.close();
  engines = null;
});

function model(path = '/models/a.gguf', contextTokens = 4_096): InsideModel {
  return { path, purpose: 'chat', contextTokens };
}

const ranker: InsideModel = { path: '/models/rank.gguf', purpose: 'reranking', contextTokens: 512 };

function task(text: string) {
  return { system: null, turns: [{ role: 'user' as const, text }], maxOutputTokens: 100, temperature: 0 };
}

async function ask(text: string, of = model(), stop = signal): Promise<string> {
  let said = '';
  await engines?.chat(of, task(text), { signal: stop, onPiece: (_kind, piece) => (said += piece) });
  return said;
}

function request(content: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return {
    system: 'Answer.',
    turns: [{ role: 'user', content }],
    grounding: null,
    maxOutputTokens: 100,
    temperature: 0,
    contextTokens: 4_096,
    ...more,
  };
}

function chatModel(path = '/models/a.gguf') {
  const inside = { engines: open(), pathOf: () => path };
  const memory = createModelMemory();
  const endpoint = { provider: 'inside' as const, model: 'a', url: null, apiKey: null };
  return { chat: createChatModel(endpoint, { fetch: noFetch, inside, memory }), memory };
}

async function all(deltas: AsyncIterable<ChatDelta>): Promise<ChatDelta[]> {
  const came: ChatDelta[] = [];
  for await (const delta of deltas) came.push(delta);
  return came;
}

describe('a model that Foyer runs', () => {
  it('is loaded once, and answers one after the other in the order they came', async () => {
    open();
    const said = await Promise.all(['one', 'two', 'three'].map(text => ask(text)));
    expect(said).toEqual(['You said: one', 'You said: two', 'You said: three']);
    expect(started).toHaveLength(1);
  });

  it('that is killed fails the answer, and the next question starts it anew', async () => {
    open();
    await expect(ask('die at once')).rejects.toMatchObject({ code: 'model.engine_stopped' });
    expect(await ask('hello')).toBe('You said: hello');
    expect(started).toHaveLength(2);
  });

  it('is taken out of memory when nobody asks any more', async () => {
    const { isLoaded } = open({ idleMs: 30 });
    await ask('hello');
    expect(isLoaded(model())).toBe(true);
    await expect.poll(() => started[0]?.isAlive()).toBe(false);
    expect(isLoaded(model())).toBe(false);
    expect(await ask('again')).toBe('You said: again');
  });

  it('of another window is loaded again, and the one before ends', async () => {
    open();
    await ask('hello');
    await ask('hello', model('/models/a.gguf', 2_048));
    expect(started.map(one => one.isAlive())).toEqual([false, true]);
  });

  it('is left while it is silent, and goes on with the next question', async () => {
    open();
    await ask('hello');
    const leaving = new AbortController();
    const silent = ask('be silent', model(), leaving.signal);
    const next = ask('next');
    leaving.abort(new Error('left'));
    await expect(silent).rejects.toThrow('left');
    expect(await next).toBe('You said: next');
    expect(started).toHaveLength(1);
  });

  it('that does not fit into memory is refused with the figures', async () => {
    open({ availableMemory: () => 999 });
    await expect(ask('hello')).rejects.toMatchObject({
      code: 'model.no_memory',
      details: { neededBytes: 1_000_000, freeBytes: 1 },
    });
    expect(started[0]?.isAlive()).toBe(false);
  });

  it('that does not fit beside one that nobody uses takes its place', async () => {
    open({ availableMemory: () => (started[0]?.isAlive() === true && started.length > 1 ? 999 : 1e9) });
    await ask('hello');
    expect(await ask('hello', model('/models/b.gguf'))).toBe('You said: hello');
    expect(started.map(one => one.isAlive())).toEqual([false, true]);
  });

  it('that ranks throws none out of memory that answers', async () => {
    open({ availableMemory: () => (started[0]?.isAlive() === true && started.length > 1 ? 999 : 1e9) });
    await ask('hello');
    const ranking = engines?.rank(ranker, { question: 'hello', texts: ['one'] }, signal);
    await expect(ranking).rejects.toMatchObject({ code: 'model.no_memory' });
    expect(started[0]?.isAlive()).toBe(true);
  });
});

describe('a graphics card', () => {
  it('whose driver brings the engine down while it loads is left alone, and the answer comes from the processor', async () => {
    open({ machine: machineWith(true) });
    expect(await ask('hello', model('/models/falls-with-graphics.gguf'))).toBe('You said: hello');
    expect(started.map(one => one.isAlive())).toEqual([false, true]);
  });

  it('that fails in the middle of an answer costs this one answer', async () => {
    open({ machine: machineWith(true) });
    await expect(ask('die half-way')).rejects.toMatchObject({ code: 'model.engine_stopped' });
    const other = model('/models/falls-with-graphics.gguf'); // it would, if the card were still used
    expect(await ask('hello', other)).toBe('You said: hello');
    expect(started).toHaveLength(2);
  });
});

describe('the engine', () => {
  it('that is not installed is one clear error', async () => {
    const missing = () => Promise.reject(new Error('Cannot find package node-llama-cpp'));
    await expect(openEngine(false, missing)).rejects.toMatchObject({
      code: 'model.engine_missing',
      message: expect.stringContaining('node-llama-cpp') as string,
    });
  });
});

describe('as a chat model', () => {
  it('tells what it counted and measured', async () => {
    const { chat, memory } = chatModel();
    const used: unknown[] = [];
    const came = await all(chat.stream(request('think'), { signal, onUsage: usage => used.push(usage) }));
    expect(came.map(({ type }) => type)).toEqual(['reasoning', 'text', 'text', 'text', 'end']);
    expect(came.at(-1)).toMatchObject({ reason: 'stop', inputTokens: 500, outputTokens: 20 });
    expect(used).toEqual([
      { inputTokens: 500, outputTokens: null, cachedTokens: 300 },
      { inputTokens: 500, outputTokens: 20, cachedTokens: 300 },
    ]);
    expect(memory.pace.read()).toMatchObject({ writtenTokensPerSecond: 20, loadMs: 1_500 });
  });

  it('that ends in the middle is told as an answer that was interrupted', async () => {
    const { chat } = chatModel();
    const came: ChatDelta[] = [];
    const reading = (async () => {
      for await (const delta of chat.stream(request('die half-way'), { signal })) came.push(delta);
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'model.interrupted',
      cause: { code: 'model.engine_stopped' },
    });
    expect(came.some(({ type }) => type === 'text')).toBe(true);
  });

  it('says so where its engine is not installed', async () => {
    const { chat } = chatModel('/models/without-engine.gguf');
    await expect(all(chat.stream(request('hello'), { signal }))).rejects.toMatchObject({
      code: 'model.engine_missing',
    });
  });

  it('takes no pictures and no tools', async () => {
    const { chat } = chatModel();
    const image = { type: 'image' as const, mediaType: 'image/png' as const, bytes: new Uint8Array(1) };
    const turns = [{ role: 'user' as const, parts: [image] }];
    await expect(all(chat.stream(request('', { turns }), { signal }))).rejects.toMatchObject({
      code: 'model.no_images',
    });
    expect(started).toHaveLength(0);
  });
});

describe('as an embedder', () => {
  it('gives vectors of length one, in order', async () => {
    const inside = { engines: open(), pathOf: () => '/models/embed.gguf' };
    const endpoint = { provider: 'inside' as const, model: 'a', url: null, apiKey: null };
    const embedder = createEmbedder(endpoint, { fetch: noFetch, inside });
    const [one, two] = await embedder.embed(['abc', 'a'], { kind: 'passage', signal });
    expect(one?.[0]).toBeCloseTo(3 / Math.hypot(3, 1));
    expect(two?.[0]).toBeCloseTo(1 / Math.hypot(1, 1));
  });
});

describe('passages on their way', () => {
  it('let a question in between after a few of them', async () => {
    const all = open();
    const sent: number[] = [];
    const watched = {
      ...all,
      embed: (...given: Parameters<typeof all.embed>) => {
        sent.push(given[1].length);
        return all.embed(...given);
      },
    };
    const inside = { engines: watched, pathOf: () => '/models/embed.gguf' };
    const endpoint = { provider: 'inside' as const, model: 'a', url: null, apiKey: null };
    const embedder = createEmbedder(endpoint, { fetch: noFetch, inside });
    const texts = Array.from({ length: 12 }, (_, index) => `text ${index}`);
    const passages = embedder.embedEach(texts, { kind: 'passage', signal });
    await embedder.embed(['a question'], { kind: 'query', signal });
    expect(await passages).toHaveLength(12);
    expect(sent).toEqual([4, 1, 4, 4]);
  });
});

describe('as a re-ranker', () => {
  function reranker() {
    const inside = { engines: open(), pathOf: () => ranker.path };
    const memory = createModelMemory();
    const endpoint = { provider: 'inside' as const, model: 'a', url: null, apiKey: null };
    return { ...createReranker(endpoint, { fetch: noFetch, inside, memory }), memory };
  }
  const passage = 'The office opens at nine. '.repeat(20);

  it('scores passages in their order, and tells its pace in our own count', async () => {
    const { rank, memory } = reranker();
    const scores = await rank('When?', [passage, 'At nine.'], { signal });
    expect(scores).toHaveLength(2);
    expect(scores[1]).toBeGreaterThan(scores[0] ?? 1);
    // The stand-in says that it read for a second.
    expect(memory.pace.read().readTokensPerSecond).toBe(tokensToRank('When?', [passage, 'At nine.']));
  });

  it('that is killed is one error, and starts anew when it is asked again', async () => {
    const { rank } = reranker();
    await expect(rank('die at once', ['one'], { signal })).rejects.toMatchObject({
      code: 'model.engine_stopped',
    });
    expect(await rank('When?', ['one'], { signal })).toHaveLength(1);
    expect(started).toHaveLength(2);
  });

  it('is left while it is silent, and ranks for the next question', async () => {
    const { rank } = reranker();
    const leaving = new AbortController();
    const silent = rank('be silent', ['one'], { signal: leaving.signal });
    const next = rank('When?', ['one'], { signal });
    leaving.abort(new Error('left'));
    await expect(silent).rejects.toThrow('left');
    expect(await next).toHaveLength(1);
    expect(started).toHaveLength(1);
  });

  it('is no other model', () => {
    for (const provider of ['ollama', 'anthropic'] as const)
      expect(() =>
        createReranker({ provider, model: 'a', url: null, apiKey: null }, { fetch: noFetch }),
      ).toThrow(expect.objectContaining({ code: 'model.not_reranking' }));
  });
});
