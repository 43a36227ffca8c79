import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import { heldIdBecause, type HeldId } from './held-id.ts';

const MOST_IN_A_MILLISECOND = 0x7fffffff;
const BEGINS_BELOW = 2 ** 30; // at random, so that an id tells nothing of how many were made
const TIME_DIGITS = 12; // 48 bits of milliseconds come first (RFC 9562, 5.7)
const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let latestMs = 0;
let countInMs = 0;

/**
 * A new id (UUID version 7). Lists, pages and queues go by ids, so each one sorts after those made before it, also
 * when the computer's date is set back: the time in it stands still until the date has caught up.
 */
export function newId(): HeldId {
  const now = Date.now();
  if (now > latestMs) {
    latestMs = now;
    countInMs = randomInt(BEGINS_BELOW);
  } else if (countInMs === MOST_IN_A_MILLISECOND) {
    latestMs += 1;
    countInMs = 0;
  } else {
    countInMs += 1;
  }
  return heldIdBecause('nobody else has it yet', v7({ msecs: latestMs, seq: countInMs }));
}

/** Ids made from now on sort after this one, which an earlier process made; what is no version 7 is passed over. */
export function idsComeAfter(id: string): void {
  if (!VERSION_7.test(id)) return;
  const madeAtMs = Number.parseInt(id.replaceAll('-', '').slice(0, TIME_DIGITS), 16);
  if (madeAtMs < latestMs) return;
  latestMs = madeAtMs + 1;
  countInMs = 0;
}
