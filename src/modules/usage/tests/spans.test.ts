import { expect, it } from 'vitest';
import { daysOf, spansOf } from '../main/spans.ts';

it.each([
  ['month', '2026-03-31', '2026-03-01 2026-03-31', '2026-02-01 2026-02-28'],
  ['month', '2026-01-10', '2026-01-01 2026-01-10', '2025-12-01 2025-12-10'],
  ['last_month', '2026-03-15', '2026-02-01 2026-02-28', '2026-01-01 2026-01-31'],
  ['last_month', '2026-01-15', '2025-12-01 2025-12-31', '2025-11-01 2025-11-30'],
  ['days_30', '2026-03-15', '2026-02-14 2026-03-15', '2026-01-15 2026-02-13'],
  ['year', '2028-02-29', '2027-03-01 2028-02-29', '2026-03-01 2027-02-28'],
] as const)('looks at %s on %s: %s, after %s', (period, today, now, before) => {
  const spans = spansOf(period, today);
  expect(`${spans.now.from} ${spans.now.until}`).toBe(now);
  expect(`${spans.before.from} ${spans.before.until}`).toBe(before);
});

it('has every day of a span, over the end of a month', () => {
  expect(daysOf({ from: '2028-02-28', until: '2028-03-01' })).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
});
