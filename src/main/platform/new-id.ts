import { v7 } from 'uuid';

const MOST_IN_A_MILLISECOND = 0x7fffffff;
const TIME_DIGITS = 12; // 48 bits of milliseconds come first (RFC 9562, 5.7)
const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let latestMs = 0;
let countInMs = 0;

/**
 * A new id (UUID version 7). Lists, pages and queues go by ids, so each one sorts after those made before it, also
 * when the computer's date is set back: the time in it stands still until the date has caught up.
 */
export function newId(): string {
  const now = Date.now();
  if (now > latestMs) {
    latestMs = now;
    countInMs = 0;
  } else if (countInMs === MOST_IN_A_MILLISECOND) {
    latestMs += 1;
    countInMs = 0;
  } else {
    countInMs += 1;
  }
  return v7({ msecs: latestMs, seq: countInMs });
}

/** Ids made from now on sort after this one, which an earlier process made; what is no version 7 is passed over. */
export function idsComeAfter(id: string): void {
  if (!VERSION_7.test(id)) return;
  const madeAtMs = Number.parseInt(id.replaceAll('-', '').slice(0, TIME_DIGITS), 16);
  if (madeAtMs < latestMs) return;
  latestMs = madeAtMs + 1;
  countInMs = 0;
}
