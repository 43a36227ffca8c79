import { expect, it } from 'vitest';
import { meaningScores, wordScores } from './leg-scores.ts';

const hit = (chunkId: number, score: number, coverage: number) => ({
  chunkId,
  documentId: 'd',
  score,
  coverage,
});
const found = (...hits: ReturnType<typeof hit>[]) => ({
  hits,
  searched: { terms: [], passages: 9 },
  language: null,
  corrections: [],
});

it('words that hold little of the question count less, and the better of two wordings counts', () => {
  const whole = wordScores([found(hit(1, 20, 1), hit(2, 10, 0.4))]);
  expect([whole.get(1), whole.get(2)]).toEqual([1, 0.5]);
  const stray = wordScores([found(hit(1, 20, 1 / 16))]);
  expect(stray.get(1)).toBeCloseTo(0.5);
  const both = wordScores([found(hit(1, 20, 1 / 16)), found(hit(1, 3, 1))]);
  expect(both.get(1)).toBeCloseTo(1);
});

it('meaning counts by how far a passage stands above the crowd, whatever the scale of the model', () => {
  for (const scale of [0.01, 1]) {
    const at = (chunkId: number, standing: number) => ({
      chunkId,
      documentId: 'd',
      similarity: 0.5 + standing * 0.1 * scale,
    });
    const scores = meaningScores([at(1, 9), at(2, 3.5), at(3, 2)], { mean: 0, deviation: 0.1 * scale }, 3);
    expect(scores.get(1)).toBe(1);
    expect(scores.get(2)).toBeCloseTo(0.5);
    expect(scores.get(3)).toBe(0);
  }
});

it('of a few passages, the crowd is what has nothing to do with them', () => {
  const only = [{ chunkId: 1, documentId: 'd', similarity: 0.8 }];
  expect(meaningScores(only, { mean: 0.5, deviation: 0.1 }, 50).get(1)).toBe(1);
});
