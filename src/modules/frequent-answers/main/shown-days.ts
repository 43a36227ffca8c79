/** The day of a moment by the calendar of a time zone: `2026-11-30`. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).formatToParts(at);
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

type Limits = { validFrom: string | null; validUntil: string | null };

/** Days are compared as text: they are written so that this is their order. */
export function stateOn(day: string, { validFrom, validUntil }: Limits): 'current' | 'later' | 'over' {
  if (validFrom !== null && day < validFrom) return 'later';
  return validUntil !== null && day > validUntil ? 'over' : 'current';
}
