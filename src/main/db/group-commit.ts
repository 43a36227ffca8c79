import type { Database } from 'better-sqlite3';
import { keepActing } from '#main/platform/acting.ts';

/** Writes and returns what was written; may be run again when another write of its group fails. */
type Write<Result> = () => Result;

/** Runs a write in a transaction that others may share; settles once it is on the disk, or was undone. */
export type GroupCommit = <Result>(write: Write<Result>) => Promise<Result>;

type Waiting = {
  write: Write<unknown>;
  resolve: (result: unknown) => void;
  reject: (reason: unknown) => void;
};

/** The event loop is not held longer by one group; the rest goes into the next. */
const GROUP_MS = 12;

/**
 * A flush to the disk costs as much as the writing of a small document: writes that arrive in the same turn of the
 * event loop share one. A write that throws is undone alone.
 */
export function createGroupCommit(sqlite: Database, groupMs = GROUP_MS): GroupCommit {
  let waiting: Waiting[] = [];
  let scheduled = false;

  function schedule(): void {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      commit();
      schedule();
    });
  }

  function commit(): void {
    const group: { one: Waiting; result: unknown }[] = [];
    try {
      sqlite.transaction(() => {
        const deadline = performance.now() + groupMs;
        for (const one of waiting) {
          group.push({ one, result: one.write() });
          if (performance.now() >= deadline) break;
        }
      })();
      waiting = waiting.slice(group.length);
      for (const { one, result } of group) one.resolve(result);
    } catch {
      // One of them failed and all were undone: each again by itself, so that only that one fails.
      const tried = waiting.slice(0, group.length + 1);
      waiting = waiting.slice(tried.length);
      for (const one of tried) commitAlone(one);
    }
  }

  function commitAlone({ write, resolve, reject }: Waiting): void {
    try {
      resolve(sqlite.transaction(write)());
    } catch (error) {
      reject(error);
    }
  }

  return <Result>(write: Write<Result>) =>
    new Promise<Result>((resolve, reject) => {
      // The group is written in the turn of whoever came first: each write stays its own caller's.
      waiting.push({ write: keepActing(write), resolve: result => resolve(result as Result), reject });
      schedule();
    });
}
