import { afterEach, describe, expect, it, vi } from 'vitest';
import { idsComeAfter, newId } from './new-id.ts';

const HOUR_MS = 3_600_000;

describe('case 15: ids', () => {
  afterEach(() => vi.useRealTimers());

  it('sort in the order they were made, within a millisecond and whatever the date does', () => {
    vi.useFakeTimers();
    const start = Date.now();
    const made = [0, 0, 0, 2 * HOUR_MS, 0, -2 * HOUR_MS, -2 * HOUR_MS, 3 * HOUR_MS].map(shift => {
      vi.setSystemTime(start + shift);
      return newId();
    });
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('sort after those of an earlier process whose date was ahead', () => {
    vi.useFakeTimers();
    const earlier = newId();
    const ahead = Number.parseInt(earlier.replaceAll('-', '').slice(0, 12), 16) + 2 * HOUR_MS;
    const hex = ahead.toString(16).padStart(12, '0');
    const kept = `${hex.slice(0, 8)}-${hex.slice(8)}-7fff-bfff-ffffffffffff`;
    idsComeAfter(kept);
    expect(newId() > kept).toBe(true);
  });

  it('go by no id of another kind', () => {
    const before = newId();
    idsComeAfter('ffffffff-ffff-4fff-bfff-ffffffffffff');
    idsComeAfter('zzz');
    expect(newId() > before).toBe(true);
    expect(newId() < 'ffff').toBe(true);
  });
});
