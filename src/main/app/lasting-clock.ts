import type { SettingsStore } from '#main/features/system/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import { createLastingClock } from '#main/platform/steady-clock.ts';

const LATEST_TIME_SETTING = 'latest-time';

/** The clock that never goes back, kept among the settings for the next process. */
export function lastingClockOf(
  settings: SettingsStore,
  { clock, log }: { clock: Clock; log: Log },
): ReturnType<typeof createLastingClock> {
  return createLastingClock(
    clock,
    {
      load: () => settings.stored(LATEST_TIME_SETTING),
      save: instant => settings.store(LATEST_TIME_SETTING, instant),
    },
    error => log.warn({ err: error }, 'the latest time was not kept'),
  );
}
