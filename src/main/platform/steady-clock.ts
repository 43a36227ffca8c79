import type { Clock } from './clock.ts';

/**
 * A clock that never goes back while the process runs, for what expires: setting the computer's date back must not
 * bring a dead session to life. Between readings it goes on at the pace of the monotonic clock, whatever the date does.
 */
export function createSteadyClock(clock: Clock, monotonicMs: () => number = () => performance.now()): Clock {
  let latestMs = clock.now().getTime();
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
