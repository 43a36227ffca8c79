import type { Period } from '../contract.ts';

const DAY_MS = 86_400_000;
const DAYS_30 = 30;
const MONTHS_OF_YEAR = 12;

export type Span = { from: string; until: string };

/** The days of a period, and those of the one before it that it is compared with. @param today `2026-11-25` */
export function spansOf(period: Period, today: string): { now: Span; before: Span } {
  const [year = 0, month = 0, date = 0] = today.split('-').map(Number);
  /** The first of the month so many months from this one. */
  const first = (months: number) => dayOf(Date.UTC(year, month - 1 + months, 1));
  const last = (months: number) => dayOf(Date.UTC(year, month + months, 0));
  /** The same date in another month, or its last day where it is shorter. */
  const same = (months: number) => {
    const end = last(months);
    const wanted = `${end.slice(0, 8)}${String(date).padStart(2, '0')}`;
    return wanted < end ? wanted : end;
  };
  const ago = (days: number) => dayOf(Date.parse(today) - days * DAY_MS);
  switch (period) {
    case 'month':
      return { now: { from: first(0), until: today }, before: { from: first(-1), until: same(-1) } };
    case 'last_month':
      return {
        now: { from: first(-1), until: last(-1) },
        before: { from: first(-2), until: last(-2) },
      };
    case 'days_30':
      return {
        now: { from: ago(DAYS_30 - 1), until: today },
        before: { from: ago(2 * DAYS_30 - 1), until: ago(DAYS_30) },
      };
    case 'year':
      return {
        now: { from: first(1 - MONTHS_OF_YEAR), until: today },
        before: { from: first(1 - 2 * MONTHS_OF_YEAR), until: same(-MONTHS_OF_YEAR) },
      };
  }
}

/** Every day of it, oldest first. */
export function daysOf({ from, until }: Span): string[] {
  const count = Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, index) => dayOf(Date.parse(from) + index * DAY_MS));
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
