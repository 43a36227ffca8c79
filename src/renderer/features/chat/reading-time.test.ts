import { describe, expect, it } from 'vitest';
import { readingFrom, shareRead, timeLeft } from './reading-time.ts';

const told = { type: 'reading', model: 'M', passages: 3, loads: false, elapsedMs: 0 } as const;

describe('the time a model reads', () => {
  it('counts down in steps to soon, and past it is longer than usual, never zero or less', () => {
    const reading = readingFrom({ ...told, expectedMs: 12_400 }, null, 0);
    const said = [0, 2_500, 5_000, 10_500, 11_000, 13_000, 14_000, 90_000].map(now => timeLeft(reading, now));
    expect(said).toEqual([15_000, 10_000, 8_000, 2_000, 'soon', 'soon', 'late', 'late']);
    expect(timeLeft(readingFrom({ ...told, expectedMs: 84_000 }, null, 0), 0)).toBe(120_000);
    expect(timeLeft(readingFrom({ ...told, expectedMs: null }, null, 0), 5_000)).toBe('unknown');
  });

  it('goes on from where it is for who joins later', () => {
    const reading = readingFrom({ ...told, expectedMs: 8_000, elapsedMs: 6_000 }, null, 100_000);
    expect(timeLeft(reading, 100_000)).toBe(2_000);
    expect(shareRead(reading, 100_000)).toBeGreaterThan(0.7);
  });

  it('fills a bar that never goes back and is never full, also when another model reads or it must be loaded', () => {
    const first = readingFrom({ ...told, expectedMs: 8_000 }, null, 0);
    const next = readingFrom({ ...told, loads: true, expectedMs: 60_000 }, first, 6_000);
    const shares = [
      ...[0, 3_000, 6_000].map(now => shareRead(first, now)),
      ...[6_000, 30_000, 66_000, 500_000].map(now => shareRead(next, now)),
    ].map(Number);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeLessThan(1);
    expect(shareRead(readingFrom({ ...told, expectedMs: null }, null, 0), 9_000)).toBeNull();
  });
});
