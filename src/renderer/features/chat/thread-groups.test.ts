import { describe, expect, it } from 'vitest';
import { groupThreads } from './thread-groups.ts';

const at = (date: Date) => ({ updatedAt: date.toISOString() });

describe('groupThreads', () => {
  const now = new Date(2026, 10, 20, 0, 30); // half past midnight: yesterday evening is not today

  it('follows the calendar, not 24 hours', () => {
    const groups = groupThreads(
      [
        at(new Date(2026, 10, 20, 0, 10)),
        at(new Date(2026, 10, 19, 23, 50)),
        at(new Date(2026, 10, 14, 8)),
        at(new Date(2026, 10, 13, 23)),
      ],
      now,
    );
    expect(groups.map(({ period, threads }) => [period, threads.length])).toEqual([
      ['today', 1],
      ['thisWeek', 2],
      ['older', 1],
    ]);
  });

  it('leaves out empty periods', () => {
    expect(groupThreads([at(new Date(2025, 1, 1))], now).map(({ period }) => period)).toEqual(['older']);
  });
});
