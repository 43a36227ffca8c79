import { expect, it } from 'vitest';
import { createSteadyClock } from './steady-clock.ts';

const HOUR = 3_600_000;

it('goes on at its pace when the date is set back, and follows when it is set forward', () => {
  let date = Date.parse('2026-10-25T03:00:00Z');
  let monotonic = 5;
  const clock = createSteadyClock({ now: () => new Date(date) }, () => monotonic);
  const start = clock.now().getTime();
  const after = (ms: number) => {
    date += ms;
    monotonic += ms;
    return clock.now().getTime() - start;
  };
  expect(after(1_000)).toBe(1_000);
  date -= 2 * HOUR;
  expect(after(0)).toBe(1_000);
  expect(after(60_000)).toBe(61_000);
  date += 2 * HOUR;
  expect(after(0)).toBe(61_000);
  date += 2 * HOUR;
  expect(after(0)).toBe(61_000 + 2 * HOUR);
  date -= 2 * HOUR;
  expect(after(1_000)).toBe(62_000 + 2 * HOUR);
});
