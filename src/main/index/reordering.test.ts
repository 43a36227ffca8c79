import { describe, expect, it } from 'vitest';
import { reorder } from './reordering.ts';

const found = Array.from({ length: 12 }, (_, index) => index + 1);
const nothing = (): boolean => false;

/** Scores that turn the order round: what a re-ranker gives that is wrong about everything. */
const wrong = found.map(place => place / 100);

describe('reorder', () => {
  it('follows scores, whatever their scale', () => {
    const scores = [1, 5, 9];
    expect(reorder(found.slice(0, 3), scores, nothing)).toEqual([3, 2, 1]);
    for (const scale of [1e-6, 1e6])
      expect(
        reorder(
          found.slice(0, 3),
          scores.map(score => score * scale - 40),
          nothing,
        ),
      ).toEqual([3, 2, 1]);
  });

  it('leaves what was not scored behind, in its order', () => {
    expect(reorder([1, 2, 3, 4, 5], [0.1, 0.9], nothing)).toEqual([2, 1, 3, 4, 5]);
    expect(reorder([1, 2, 3], [], nothing)).toEqual([1, 2, 3]);
  });

  it('keeps the order where nothing tells two passages apart', () => {
    expect(
      reorder(
        found,
        found.map(() => 0.5),
        nothing,
      ),
    ).toEqual(found);
  });

  it('puts nothing further down than twice its place and one', () => {
    const after = reorder(found, wrong, nothing);
    expect(after.toSorted((one, other) => one - other)).toEqual(found);
    for (const [index, place] of after.entries()) expect(index + 1).toBeLessThanOrEqual(2 * place + 1);
    expect(after.slice(0, 3)).toContain(1);
    expect(after[0]).not.toBe(1);
  });

  it('lets what keeps its place go up, and never down', () => {
    const after = reorder(found, wrong, place => place === 1 || place === 4);
    expect(after[0]).toBe(1);
    expect(after.indexOf(4)).toBeLessThanOrEqual(3);
    const raised = found.map(place => (place === 4 ? 1 : 0.1));
    expect(reorder(found, raised, place => place === 4).indexOf(4)).toBeLessThan(2);
  });
});
