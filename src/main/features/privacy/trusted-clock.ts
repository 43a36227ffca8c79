import { z } from 'zod';
import type { Clock } from '#main/platform/clock.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A machine switched off each evening is half a day ahead of what was last seen; further ahead is looked at twice. */
const AHEAD_ALLOWED_MS = DAY_MS;
/** So long Foyer must have run under a clock that jumped ahead before anything is deleted by it. */
const PROBATION_MS = DAY_MS;

const memory = z.object({
  /** The latest time that was believed. */
  trusted: z.iso.datetime(),
  /** The time when last looked at, believed or not. */
  seen: z.iso.datetime(),
  /** How long Foyer has run under a clock that is too far ahead; 0 when it is not. */
  probationMs: z.number().min(0),
});
type Memory = z.infer<typeof memory>;

type Dependencies = {
  clock: Clock;
  /** Milliseconds of a clock that nobody can set: only how much passes between two calls counts. */
  monotonic: () => number;
  load: () => unknown;
  save: (state: Memory) => void;
  /** Time of the newest record of the database, for the first time this is asked; null without any. */
  newestRecord: () => string | null;
};

export type TrustedClock = ReturnType<typeof createTrustedClock>;

/**
 * Whether the time of day may be used to delete what is old. A clock that jumps years ahead (a flat battery, a wrong
 * date typed in) would make everything old at once, so a time more than a day ahead of the last one believed is
 * believed only after Foyer has run for a day under it, over several starts if need be. A clock that goes back deletes
 * nothing and is believed at once.
 */
export function createTrustedClock({ clock, monotonic, load, save, newestRecord }: Dependencies) {
  let state = initial();
  let seenAt = monotonic();

  function initial(): Memory {
    const known = memory.safeParse(load());
    if (known.success) return known.data;
    const now = clock.now().toISOString();
    return { trusted: newestRecord() ?? now, seen: now, probationMs: 0 };
  }

  return {
    /** Looks at the clock; to be called about every hour. @returns the time when it may be relied on, else null. */
    look(): Date | null {
      const now = clock.now();
      const passed = monotonic() - seenAt;
      seenAt += passed;
      const since = (instant: string) => now.getTime() - new Date(instant).getTime();
      const seen = now.toISOString();
      const jumpedAgain = since(state.seen) - passed > AHEAD_ALLOWED_MS;
      const probationMs = jumpedAgain ? 0 : state.probationMs + passed;
      const believed = since(state.trusted) <= AHEAD_ALLOWED_MS || probationMs >= PROBATION_MS;
      state = believed ? { trusted: seen, seen, probationMs: 0 } : { ...state, seen, probationMs };
      save(state);
      return believed ? now : null;
    },
  };
}
