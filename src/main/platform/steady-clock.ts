import type { Clock } from './clock.ts';

const DAY_MS = 86_400_000;
/** An earlier process that was further ahead had a wrong date: going by it would end keys for years. */
const AHEAD_BELIEVED_MS = DAY_MS;
const KEPT_EVERY_MS = 60_000; // a date set back between two runs brings back no more than that

/** Where the latest time is kept for the next process. */
export type TimeMemory = { load: () => unknown; save: (instant: string) => void };

/**
 * A clock that never goes back, for what expires: setting the computer's date back must not bring a dead session to
 * life. Between readings it goes on at the pace of the monotonic clock, whatever the date does. `startsAt` is where an
 * earlier process left it.
 */
export function createSteadyClock(
  clock: Clock,
  {
    startsAt,
    monotonicMs = () => performance.now(),
  }: { startsAt?: unknown; monotonicMs?: () => number } = {},
): Clock {
  let latestMs = beginning(clock.now().getTime(), startsAt);
  let readAtMs = monotonicMs();
  return {
    now() {
      const atMs = monotonicMs();
      latestMs = Math.max(clock.now().getTime(), latestMs + (atMs - readAtMs));
      readAtMs = atMs;
      return new Date(latestMs);
    },
  };
}

/** A steady clock over restarts: what is over stays over. `close` keeps the time one last time. */
export function createLastingClock(
  clock: Clock,
  { load, save }: TimeMemory,
  onKeepFailed: (error: unknown) => void,
): Clock & { close: () => void } {
  const steady = createSteadyClock(clock, { startsAt: load() });
  const keep = () => {
    try {
      save(steady.now().toISOString());
    } catch (error) {
      onKeepFailed(error); // a full disk: the clock goes on without
    }
  };
  const keeping = setInterval(keep, KEPT_EVERY_MS).unref();
  return {
    now: steady.now,
    close() {
      clearInterval(keeping);
      keep();
    },
  };
}

function beginning(nowMs: number, kept: unknown): number {
  const keptMs = typeof kept === 'string' ? Date.parse(kept) : Number.NaN;
  return keptMs > nowMs && keptMs - nowMs <= AHEAD_BELIEVED_MS ? keptMs : nowMs;
}
