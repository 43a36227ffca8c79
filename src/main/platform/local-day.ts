const formats = new Map<string, Intl.DateTimeFormat>();

/** The date that clocks of a place show at an instant: `2026-11-25`. @param timeZone IANA name */
export function localDay(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format); // making one takes a hundred times as long as using it
  }
  return format.format(instant);
}
