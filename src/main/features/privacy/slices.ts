import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '#main/db/connection.ts';

const SLICE_MS = 12; // the event loop is never held longer, so that answers keep streaming

/**
 * Repeats a small deletion, in transactions of a few milliseconds with pauses between them, until nothing is left to
 * delete. What is deleted is overwritten at once.
 *
 * @param removeSome deletes a few rows; returns how many.
 * @returns how many were deleted in all.
 */
export async function removeInSlices(
  database: Database,
  removeSome: () => number,
  signal: AbortSignal,
): Promise<number> {
  let total = 0;
  for (;;) {
    signal.throwIfAborted();
    const removed = overwriting(database, () => {
      const deadline = performance.now() + SLICE_MS;
      let slice = 0;
      for (;;) {
        const some = removeSome();
        slice += some;
        if (some === 0 || performance.now() >= deadline) return slice;
      }
    });
    if (removed === 0) return total;
    total += removed;
    await nextTurn();
  }
}

/** One transaction in which every freed page is filled with zeros. */
export function overwriting<Result>(database: Database, write: () => Result): Result {
  const sqlite = database.$client;
  sqlite.pragma('secure_delete = ON');
  try {
    return sqlite.transaction(write)();
  } finally {
    sqlite.pragma('secure_delete = FAST');
  }
}
