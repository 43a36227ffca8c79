import { describe, expect, it } from 'vitest';
import { embeddingFingerprint } from './fingerprint.ts';
import { fuseByReciprocalRank, fuseByScore } from './fusion.ts';

describe('fuseByScore', () => {
  it('lets a leg that is sure decide over one that sees no difference', () => {
    const sure = new Map([
      ['exact', 1],
      ['near', 0.2],
    ]);
    const unsure = new Map([
      ['noise', 0.12],
      ['near', 0.11],
      ['more noise', 0.1],
    ]);
    const fused = fuseByScore([
      { scores: sure, weight: 0.5 },
      { scores: unsure, weight: 0.5 },
    ]);
    expect(fused.map(({ id }) => id)).toEqual(['exact', 'near', 'noise', 'more noise']);
    // By ranks, what both hold goes before the one that holds the question.
    const byRank = fuseByReciprocalRank([
      { ids: [...sure.keys()], weight: 1 },
      { ids: [...unsure.keys()], weight: 1 },
    ]);
    expect(byRank[0]?.id).toBe('near');
  });
});

describe('fuseByReciprocalRank', () => {
  it('puts what both lists hold above what one holds', () => {
    const fused = fuseByReciprocalRank([
      { ids: ['a', 'b', 'c'], weight: 1 },
      { ids: ['d', 'b', 'e'], weight: 1 },
    ]);
    expect(fused[0]).toEqual({ id: 'b', score: 2 / 62 });
    expect(fused.map(({ id }) => id)).toEqual(['b', 'a', 'd', 'c', 'e']);
  });

  it('weighs the lists', () => {
    const legs = [
      { ids: [1, 2], weight: 1 },
      { ids: [3, 4], weight: 2 },
    ];
    expect(fuseByReciprocalRank(legs).map(({ id }) => id)).toEqual([3, 4, 1, 2]);
    expect(fuseByReciprocalRank([{ ids: [1], weight: 0 }])).toEqual([]);
  });
});

describe('embeddingFingerprint', () => {
  const identity = { provider: 'ollama', model: 'bge-m3', dimension: 1024 };

  it('is the same for the same identity and another for any other', () => {
    const fingerprint = embeddingFingerprint(identity);
    expect(embeddingFingerprint({ ...identity })).toBe(fingerprint);
    // Another one, and every installation would make its vectors anew.
    expect(fingerprint).toBe('5744918bc4300da89fddbd1dc866f8e0');
    const others = [{ provider: 'openai' }, { model: 'bge-m4' }, { dimension: 512 }];
    for (const other of others) expect(embeddingFingerprint({ ...identity, ...other })).not.toBe(fingerprint);
  });
});
