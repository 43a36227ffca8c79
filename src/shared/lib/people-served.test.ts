import { expect, it } from 'vitest';
import { PEOPLE_MOST, peopleServed } from './people-served.ts';

const served = (read: number | null, written: number | null, seconds = 6) =>
  peopleServed({ readTokensPerSecond: read, writtenTokensPerSecond: written }, seconds);

it('a laptop without a graphics card serves a few, and says how long the last one waits', () => {
  // 830 tokens read in 5.5 s, 150 written in 10 s.
  expect(served(150, 15)).toEqual({ people: 3, atOnce: 5, lastWaitsSeconds: 62 });
});

it('a slow one serves one or two', () => {
  expect(served(40, 3)?.people).toBe(1);
});

it('one with a graphics card serves dozens, and no more than is sensible is said', () => {
  expect(served(3_000, 60)?.people).toBeGreaterThan(12);
  expect(served(100_000, 5_000)?.people).toBe(PEOPLE_MOST);
});

it('a faster one never serves fewer', () => {
  const speeds = [1, 2, 4, 8, 16, 32, 64, 128];
  const counts = speeds.map(speed => served(speed * 10, speed)?.people ?? 0);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
});

it('nothing is said of one that was not measured', () => {
  expect(served(null, 10)).toBeNull();
  expect(served(100, null)).toBeNull();
});
