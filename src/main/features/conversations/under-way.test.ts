import { describe, expect, it } from 'vitest';
import { underWay } from './under-way.ts';

async function* pieces(said: string[], fails = false): AsyncGenerator<number> {
  try {
    said.push('asked');
    await Promise.resolve();
    said.push('sent');
    if (fails) throw new Error('refused');
    yield 1;
    yield 2;
  } finally {
    said.push('ended');
  }
}

async function all(stream: AsyncIterable<number>): Promise<number[]> {
  const found: number[] = [];
  for await (const piece of stream) found.push(piece);
  return found;
}

describe('underWay', () => {
  it('asks before anybody reads, and gives every piece once', async () => {
    const said: string[] = [];
    const stream = await underWay(pieces(said));
    expect(said).toEqual(['asked', 'sent']);
    expect(await all(stream)).toEqual([1, 2]);
    expect(said).toEqual(['asked', 'sent', 'ended']);
  });

  it('tells a failure to who reads', async () => {
    const stream = await underWay(pieces([], true));
    await expect(all(stream)).rejects.toThrow('refused');
  });

  it('lets go when whoever reads leaves', async () => {
    const said: string[] = [];
    for await (const piece of await underWay(pieces(said))) if (piece === 1) break;
    expect(said.at(-1)).toBe('ended');
  });
});
