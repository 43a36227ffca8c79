import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pacedQuotes } from './quotes-pace.ts';

const clock = {
  now: () => performance.now(),
  pause: (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds)),
};

/** When each event of an answer is told, of events that come at given times, in milliseconds. */
async function told(...given: [at: number, type: string][]): Promise<[at: number, type: string][]> {
  async function* events() {
    for (const [at, type] of given) {
      await new Promise(resolve => setTimeout(resolve, at - performance.now()));
      yield { type };
    }
  }
  const heard: [number, string][] = [];
  const over = (async () => {
    for await (const { type } of pacedQuotes(events(), clock)) heard.push([performance.now(), type]);
  })();
  await vi.advanceTimersByTimeAsync(30_000);
  await over;
  return heard;
}

describe('quotes before an answer', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'], now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('are not told when the model writes at once', async () => {
    expect(await told([0, 'started'], [80, 'quotes'], [500, 'delta'], [900, 'finished'])).toEqual([
      [0, 'started'],
      [500, 'delta'],
      [900, 'finished'],
    ]);
  });

  it('are told once that takes long, and stay until they were seen', async () => {
    expect(await told([0, 'started'], [80, 'quotes'], [700, 'delta'], [710, 'finished'])).toEqual([
      [0, 'started'],
      [680, 'quotes'],
      [1_280, 'delta'],
      [1_280, 'finished'],
    ]);
  });

  it('hold nothing up once they were there for long', async () => {
    expect(await told([80, 'quotes'], [100, 'sources'], [9_000, 'delta'], [9_100, 'delta'])).toEqual([
      [100, 'sources'],
      [680, 'quotes'],
      [9_000, 'delta'],
      [9_100, 'delta'],
    ]);
  });
});
