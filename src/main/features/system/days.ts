const DAY_MS = 86_400_000;

export type Day = { /** `2026-11-25` */ day: string; /** When it begins: ISO 8601, UTC. */ start: string };

/**
 * The last days of a place, oldest first, today and tomorrow at the end: each ends where the next one begins.
 * @param count of days, today included
 * @param timeZone IANA name
 */
export function lastDays(now: Date, count: number, timeZone: string): Day[] {
  const today = Date.parse(`${localTime(now.getTime(), timeZone).slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: count + 1 }, (_, index) => {
    const midnight = today - (count - 1 - index) * DAY_MS;
    // The offset of a place differs across the night when its clocks change: looked at where the day begins.
    const near = midnight - offsetAt(midnight, timeZone);
    const start = midnight - offsetAt(near, timeZone);
    return { day: new Date(midnight).toISOString().slice(0, 10), start: new Date(start).toISOString() };
  });
}

/** Milliseconds that clocks of the place are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  return Date.parse(`${localTime(instant, timeZone).replace(' ', 'T')}Z`) - instant;
}

/** `2026-11-25 14:05:09`, as clocks of the place show it. */
function localTime(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    instant,
  );
}
