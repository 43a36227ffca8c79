import { describe, expect, it } from 'vitest';
import {
  meanMetrics,
  measureQuery,
  normalisedGain,
  percentile,
  recallAt,
  reciprocalRank,
} from './metrics.ts';

const judged = new Map([
  ['a', 1],
  ['b', 1],
  ['c', 2],
  ['d', 0],
]);

describe('metrics', () => {
  it('normalises gain by the best possible order', () => {
    expect(normalisedGain(['c', 'a', 'b'], judged)).toBeCloseTo(1, 12);
    const gain = 1 / Math.log2(2) + 2 / Math.log2(4);
    const ideal = 2 / Math.log2(2) + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(normalisedGain(['a', 'x', 'c'], judged)).toBeCloseTo(gain / ideal, 12);
    expect(normalisedGain(['x', 'y'], judged)).toBe(0);
    expect(normalisedGain([...'0123456789', 'a'], judged)).toBe(0);
    expect(normalisedGain(['a'], new Map())).toBe(0);
  });

  it('counts recall over the relevant documents only', () => {
    expect(recallAt(['a', 'd', 'x', 'b'], judged, 3)).toBeCloseTo(1 / 3, 12);
    expect(recallAt(['a', 'd', 'x', 'b'], judged, 10)).toBeCloseTo(2 / 3, 12);
  });

  it('ranks by the first relevant document within the depth', () => {
    expect(reciprocalRank(['d', 'x', 'b'], judged)).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank([...'0123456789', 'b'], judged)).toBe(0);
  });

  it('averages over queries', () => {
    const mean = meanMetrics([
      measureQuery(['a'], new Map([['a', 1]])),
      measureQuery(['x'], new Map([['a', 1]])),
    ]);
    expect(mean).toMatchObject({
      queries: 2,
      ndcg10: 0.5,
      recall5: 0.5,
      recall10: 0.5,
      mrr10: 0.5,
      hit10: 0.5,
    });
    expect(meanMetrics([]).ndcg10).toBe(0);
  });

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.5)).toBe(0);
  });
});
