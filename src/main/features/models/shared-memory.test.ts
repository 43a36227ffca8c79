import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelEndpoint } from '#main/ai/ports.ts';
import { createSharedMemory } from './shared-memory.ts';

const endpoint = (model: string): ModelEndpoint => ({ provider: 'ollama', model, url: null, apiKey: null });
const SERVER = '127.0.0.1:11434';
const MINUTE_MS = 60_000;

describe('the memory of a server', () => {
  let inMemory: readonly string[] | null;
  let looks: number;
  let changes: number;
  let memory: ReturnType<typeof createSharedMemory>;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    [inMemory, looks, changes] = [null, 0, 0];
    memory = createSharedMemory(
      async () => {
        looks += 1;
        return inMemory;
      },
      () => (changes += 1),
    );
  });
  afterEach(() => vi.useRealTimers());

  const chat = (model = 'qwen3:4b') => memory.used(SERVER, 'chat', endpoint(model));
  const embed = () => memory.used(SERVER, 'embedding', endpoint('bge-m3'));

  it('holds one model when what was used just before is gone; it is told once', async () => {
    await embed();
    inMemory = ['qwen3:4b'];
    await chat();
    await chat();
    expect(memory.holdsOne(SERVER)).toBe(true);
    expect(memory.holdsOne('192.168.1.20:11434')).toBe(false);
    expect(changes).toBe(1);
    // It was given more memory since: both are there after passages were embedded.
    inMemory = ['bge-m3:latest', 'qwen3:4b'];
    await embed();
    expect(memory.holdsOne(SERVER)).toBe(false);
    expect(changes).toBe(2);
  });

  it('is looked at once in a while where it holds both, and anew with another model', async () => {
    inMemory = ['bge-m3:latest', 'qwen3:4b'];
    await embed();
    for (let time = 0; time < 5; time += 1) await chat();
    expect(looks).toBe(1);
    inMemory = ['mistral-small'];
    await chat('mistral-small');
    expect(memory.holdsOne(SERVER)).toBe(true);
  });

  it('is not judged by what was used long ago, nor by a server that says nothing', async () => {
    await embed();
    vi.advanceTimersByTime(11 * MINUTE_MS);
    inMemory = ['qwen3:4b'];
    await chat();
    expect(memory.holdsOne(SERVER)).toBe(false);
    inMemory = null;
    await embed();
    expect(memory.holdsOne(SERVER)).toBe(false);
    expect(changes).toBe(0);
  });
});
