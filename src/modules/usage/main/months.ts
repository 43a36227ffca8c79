import { localDay } from '../../api.ts';

const MINUTE_MS = 60_000;
/** Clocks of the earth are at most so far from those of Greenwich. */
const FARTHEST_MS = 15 * 60 * MINUTE_MS;

/** The month of a day: `2026-12`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The month so many from another one. */
export function monthFrom(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** Every day of a month. */
export function daysOfMonth(month: string): { from: string; until: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: `${month}-01`, until: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** When a month begins where clocks are those of a zone: the first minute whose day is of it. */
export function beginningOf(month: string, timeZone: string): Date {
  const midnight = Date.parse(`${month}-01T00:00:00Z`);
  let before = midnight - FARTHEST_MS;
  let after = midnight + FARTHEST_MS;
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / (2 * MINUTE_MS)) * MINUTE_MS;
    if (monthOf(localDay(new Date(middle), timeZone)) < month) before = middle;
    else after = middle;
  }
  return new Date(after);
}
