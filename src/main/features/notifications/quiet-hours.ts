import type { QuietHours } from '#shared/contract/notifications.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time that clocks of a place show at an instant: `07:30`. @param timeZone IANA name */
function timeOfDay(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format); // making one takes a hundred times as long as using it
  }
  return format.format(instant);
}

/**
 * Whether a person is to be left in peace: by the clock on their wall, whatever it was set to in between. The first
 * minute is quiet, that of the end is not; hours that end before they begin go over midnight.
 */
export function isQuiet(instant: Date, quiet: QuietHours | null, timeZone: string): boolean {
  if (quiet === null) return false;
  const { from, until } = quiet;
  const time = timeOfDay(instant, timeZone);
  return from < until ? from <= time && time < until : from <= time || time < until;
}
