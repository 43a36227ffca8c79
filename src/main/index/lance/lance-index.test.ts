import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VectorIndex, VectorRow } from '../ports.ts';
import { createLanceVectorIndex } from './lance-index.ts';

const DIMENSION = 8;
let directory: string;
let index: VectorIndex;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'foyer-lance-'));
  index = createLanceVectorIndex({ directory });
});

afterEach(async () => {
  await index.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A vector that points along one axis, a little towards the next. */
function axis(number: number, lean = 0): Float32Array {
  const vector = new Float32Array(DIMENSION);
  vector[number % DIMENSION] = 3;
  vector[(number + 1) % DIMENSION] = lean;
  return vector;
}

function row(chunkId: number, documentId: string, vector: Float32Array): VectorRow {
  return { chunkId, documentId, vector };
}

const three = [row(1, 'a', axis(0)), row(2, 'b', axis(1)), row(3, "c'; --", axis(2))];

/** Files of the tables, of one kind. */
function files(ending: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .map(name => join(directory, name));
}

describe('createLanceVectorIndex', () => {
  it('finds the nearest by cosine, whatever the lengths', async () => {
    await index.upsert('client', 'f', three);
    const hits = await index.search('client', 'f', axis(1, 0.5), { k: 2, documentIds: null });
    expect(hits[0]).toMatchObject({ chunkId: 2, documentId: 'b' });
    expect(hits[0]?.similarity).toBeCloseTo(3 / Math.hypot(3, 0.5), 4);
    expect(hits[1]).toMatchObject({ chunkId: 3 });
  });

  it('replaces the vector of a passage', async () => {
    await index.upsert('client', 'f', three);
    await index.upsert('client', 'f', [row(1, 'a', axis(5)), row(4, 'd', axis(6))]);
    expect(await index.count('client', 'f')).toBe(4);
    const [hit] = await index.search('client', 'f', axis(5), { k: 1, documentIds: null });
    expect(hit?.chunkId).toBe(1);
  });

  it('filters by document before it searches, quotes in ids included', async () => {
    await index.upsert('client', 'f', three);
    const hits = await index.search('client', 'f', axis(0), { k: 3, documentIds: ["c'; --"] });
    expect(hits.map(hit => hit.chunkId)).toEqual([3]);
    expect(await index.search('client', 'f', axis(0), { k: 3, documentIds: [] })).toEqual([]);
  });

  it('finds the nearest of thousands of documents, whether they are many of all, few, or the furthest', async () => {
    const leans = Array.from({ length: 4_000 }, (_, number) => number / 1_000);
    await index.upsert(
      'client',
      'f',
      leans.map((lean, number) => row(number + 1, `document ${number}`, axis(0, lean))),
    );
    const parts: ((number: number) => boolean)[] = [
      number => number % 2 === 1,
      number => number % 3 === 2,
      number => number >= 2_500,
      number => number === 7 || number >= 2_900,
    ];
    for (const isIn of parts) {
      const numbers = [...leans.keys()].filter(isIn);
      const documentIds = numbers.map(number => `document ${number}`);
      const hits = await index.search('client', 'f', axis(0), { k: 10, documentIds });
      expect(hits.map(({ chunkId }) => chunkId - 1)).toEqual(numbers.slice(0, 10));
    }
  });

  it('never mixes clients or fingerprints', async () => {
    await index.upsert('client', 'f', [row(1, 'a', axis(0))]);
    await index.upsert('client', 'g', [row(2, 'a', axis(0))]);
    await index.upsert('other', 'f', [row(3, 'a', axis(0))]);
    const hits = await index.search('client', 'f', axis(0), { k: 5, documentIds: null });
    expect(hits.map(hit => hit.chunkId)).toEqual([1]);
  });

  it('removes a document under every fingerprint of the client', async () => {
    await index.upsert('client', 'f', three);
    await index.upsert('client', 'g', three);
    await index.removeDocument('client', 'a');
    expect([await index.count('client', 'f'), await index.count('client', 'g')]).toEqual([2, 2]);
  });

  it('drops the tables of other fingerprints, and all of them', async () => {
    await index.upsert('client', 'f', three);
    await index.upsert('client', 'g', three);
    await index.upsert('other', 'f', three);
    await index.dropOthers('client', ['g']);
    expect(await index.state('client', 'f')).toBe('missing');
    expect(await index.state('client', 'g')).toBe('ready');
    await index.dropOthers('client', []);
    expect(await index.state('client', 'g')).toBe('missing');
    expect(await index.state('other', 'f')).toBe('ready');
  });

  it('keeps what it stored when opened again', async () => {
    await index.upsert('client', 'f', three);
    await index.optimise('client', 'f');
    await index.close();
    index = createLanceVectorIndex({ directory });
    expect(await index.state('client', 'f')).toBe('ready');
    expect(await index.count('client', 'f')).toBe(3);
  });

  it('answers missing for files deleted while it runs, and starts anew', async () => {
    await index.upsert('client', 'f', three);
    rmSync(directory, { recursive: true });
    expect(await index.state('client', 'f')).toBe('missing');
    expect(await index.count('client', 'f')).toBe(0);
    await expect(index.search('client', 'f', axis(0), { k: 1, documentIds: null })).rejects.toMatchObject({
      code: 'internal.unexpected',
    });
    await index.upsert('client', 'f', three);
    expect(await index.count('client', 'f')).toBe(3);
  });

  it.each([
    [
      'data files deleted',
      () =>
        files('.lance')
          .filter(name => name.includes('data'))
          .forEach(name => rmSync(name)),
    ],
    [
      'data files cut short',
      () =>
        files('.lance')
          .filter(name => name.includes('data'))
          .forEach(name => truncateSync(name, 20)),
    ],
    [
      'data files overwritten',
      () =>
        files('.lance')
          .filter(name => name.includes('data'))
          .forEach(name => writeFileSync(name, 'x'.repeat(4_000))),
    ],
    [
      'manifests overwritten',
      () => files('.manifest').forEach(name => writeFileSync(name, 'not a manifest')),
    ],
    ['manifests deleted', () => files('.manifest').forEach(name => rmSync(name))],
  ])('answers damaged for %s, and starts anew', async (_what, damage) => {
    await index.upsert('client', 'f', three);
    await index.close();
    damage();
    index = createLanceVectorIndex({ directory });
    expect(await index.state('client', 'f')).toBe('damaged');
    await index.removeDocument('client', 'a');
    await index.optimise('client', 'f');
    await index.upsert('client', 'f', three);
    expect(await index.state('client', 'f')).toBe('ready');
    expect(await index.count('client', 'f')).toBe(3);
  });

  it('refuses vectors of another dimension', async () => {
    await index.upsert('client', 'f', three);
    await expect(index.upsert('client', 'f', [row(9, 'z', new Float32Array(3).fill(1))])).rejects.toThrow(
      RangeError,
    );
    expect(await index.count('client', 'f')).toBe(3);
  });

  it('refuses a relative directory, which would mean the cloud', () => {
    expect(() => createLanceVectorIndex({ directory: 'vectors' })).toThrow(RangeError);
  });
});
