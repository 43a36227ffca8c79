import { describe, expect, it } from 'vitest';
import { createLastingClock, createSteadyClock } from './steady-clock.ts';

const HOUR = 3_600_000;

it('case 15: goes on at its pace when the date is set back, and follows when it is set forward', () => {
  let date = Date.parse('2026-10-25T03:00:00Z');
  let monotonic = 5;
  const clock = createSteadyClock({ now: () => new Date(date) }, { monotonicMs: () => monotonic });
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

describe('case 15: over a restart', () => {
  const kept = '2026-10-25T03:00:00.000Z';
  const at = (date: string) => ({ now: () => new Date(date) });

  it('does not go back behind what an earlier process saw', () => {
    const saved: string[] = [];
    const failures: unknown[] = [];
    const clock = createLastingClock(
      at('2026-10-25T01:00:00Z'),
      { load: () => kept, save: instant => saved.push(instant) },
      error => failures.push(error),
    );
    expect(clock.now() >= new Date(kept)).toBe(true);
    clock.close();
    expect(saved).toHaveLength(1);
    expect(saved[0] !== undefined && saved[0] >= kept).toBe(true);
    expect(failures).toEqual([]);
  });

  it('goes by the date again when the earlier one was plainly wrong', () => {
    const corrected = '2026-10-25T03:00:00.000Z';
    const steady = createSteadyClock(at(corrected), {
      startsAt: '2036-01-01T00:00:00Z',
      monotonicMs: () => 0,
    });
    expect(steady.now().toISOString()).toBe(corrected);
    const nonsense = createSteadyClock(at(corrected), { startsAt: { a: 1 }, monotonicMs: () => 0 });
    expect(nonsense.now().toISOString()).toBe(corrected);
  });

  it('goes on when it cannot be kept, and says so', () => {
    const full = new Error('full');
    const failures: unknown[] = [];
    const clock = createLastingClock(
      at(kept),
      {
        load: () => undefined,
        save() {
          throw full;
        },
      },
      error => failures.push(error),
    );
    clock.close();
    expect(failures).toEqual([full]);
    expect(clock.now() >= new Date(kept)).toBe(true);
  });
});
