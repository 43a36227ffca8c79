import { beforeEach, describe, expect, it } from 'vitest';
import { createTrustedClock } from './trusted-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the clock that deletes', () => {
  let wall: number;
  let running: number;
  let stored: unknown;
  let newest: string | null;
  beforeEach(() => {
    wall = Date.parse('2026-11-20T09:00:00Z');
    running = 0;
    stored = undefined;
    newest = '2026-11-20T08:59:00Z';
  });

  const start = () =>
    createTrustedClock({
      clock: { now: () => new Date(wall) },
      monotonic: () => running,
      load: () => stored,
      save: state => {
        stored = structuredClone(state);
      },
      newestRecord: () => newest,
    });
  const pass = (hours: number) => {
    wall += hours * HOUR;
    running += hours * HOUR;
  };
  /** Looks each hour for so long. @returns whether the time was believed at the last look. */
  const lookFor = (clock: ReturnType<typeof start>, hours: number): boolean => {
    let believed = false;
    for (let hour = 0; hour < hours; hour += 1) {
      pass(1);
      believed = clock.look() !== null;
    }
    return believed;
  };

  it('is believed while it goes on as it should, over a night too', () => {
    const first = start();
    expect(first.look()).toEqual(new Date(wall));
    expect(lookFor(first, 8)).toBe(true);
    wall += 15 * HOUR; // switched off
    expect(start().look()).toEqual(new Date(wall));
  });

  it('is not believed far ahead of the newest record, until Foyer has run a day under it', () => {
    wall += 3_650 * DAY;
    const clock = start();
    expect(clock.look()).toBeNull();
    expect(lookFor(clock, 23)).toBe(false);
    expect(lookFor(clock, 1)).toBe(true);
  });

  it('a jump while it runs deletes nothing, and nothing is lost once the clock is right again', () => {
    const clock = start();
    clock.look();
    wall += 365 * DAY;
    expect(lookFor(clock, 5)).toBe(false);
    wall -= 365 * DAY;
    expect(lookFor(clock, 1)).toBe(true);
  });

  it('the day of running may be made of several, but begins anew with another jump', () => {
    wall += 60 * DAY;
    for (const _day of [1, 2]) {
      expect(lookFor(start(), 9)).toBe(false);
      wall += 15 * HOUR;
    }
    wall += 400 * DAY;
    const clock = start();
    expect(lookFor(clock, 20)).toBe(false);
    expect(lookFor(clock, 5)).toBe(true);
  });

  it('records made under a wrong clock do not vouch for it', () => {
    start().look();
    wall += 365 * DAY;
    newest = new Date(wall).toISOString();
    expect(start().look()).toBeNull();
  });

  it('is believed at once when it goes back: less is deleted, not more', () => {
    const clock = start();
    clock.look();
    wall -= 30 * DAY;
    expect(clock.look()).toEqual(new Date(wall));
  });

  it('of an empty installation is believed', () => {
    newest = null;
    expect(start().look()).toEqual(new Date(wall));
  });
});
