import type { ChatEvent } from '#shared/contract/conversations.ts';

/** A model that reads before it writes. */
export type Reading = {
  model: string;
  passages: number;
  /** It is being loaded first. */
  loads: boolean;
  /** Milliseconds from `since`; null when nobody knows. */
  expectedMs: number | null;
  /** When that was told, on the clock of this window. */
  since: number;
  /** How much of the bar was there by then, 0 to 1: it never goes back. */
  from: number;
};

/** What a person is told of the time left: so many milliseconds, or in words. */
export type TimeLeft = number | 'soon' | 'late' | 'unknown';

/** Where the bar waits for who needs longer than expected. */
const FULLEST = 0.95;
/** Under so much nobody counts any more. */
const SOON_MS = 1_500;
/** Past what was expected by so much, it is longer than usual. */
const LATE_SHARE = 0.1;
const LATE_MS = 1_000;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export function readingFrom(
  { model, passages, loads, expectedMs, elapsedMs }: Extract<ChatEvent, { type: 'reading' }>,
  before: Reading | null,
  now: number,
): Reading {
  const since = now - elapsedMs;
  const from = before === null ? 0 : (shareRead(before, since) ?? before.from);
  return { model, passages, loads, expectedMs, since, from };
}

/** How full the bar is, 0 to 1; null where nothing is expected. */
export function shareRead({ expectedMs, since, from }: Reading, now: number): number | null {
  if (expectedMs === null) return null;
  const share = Math.min(1, Math.max(0, now - since) / Math.max(1, expectedMs));
  return from + (FULLEST - from) * share;
}

/** Said in steps, so that it does not flicker: seconds, then fives, then minutes. Never less than is expected. */
export function timeLeft({ expectedMs, since }: Reading, now: number): TimeLeft {
  if (expectedMs === null) return 'unknown';
  const left = expectedMs - Math.max(0, now - since);
  if (left < -Math.max(LATE_MS, expectedMs * LATE_SHARE)) return 'late';
  if (left <= SOON_MS) return 'soon';
  const step = left > MINUTE_MS ? MINUTE_MS : left > 10 * SECOND_MS ? 5 * SECOND_MS : SECOND_MS;
  return Math.ceil(left / step) * step;
}
