import type { Database } from 'better-sqlite3';
import type { Clock } from '#main/platform/clock.ts';
import type { Log } from '#main/platform/log.ts';
import { readMark, writeMark } from './database-marks.ts';

/** What was written longer ago than this is missed when it is gone at the next start. */
const BEAT_MS = 2_000;

export type Beat = {
  /** When the last change was made that is known of and is not there any more; null when none is missing. */
  lostAfter: string | null;
  /** The copy that was put in the place of the database since the last start; null when none was. */
  restoredFrom: string | null;
  close(): void;
};

/**
 * Notices that changes are gone which were in the database before, as when its write-ahead log was removed, cut off or
 * left behind by a copy of the folder. A number in the database's head (`user_version`) is raised at most every two
 * seconds, and only when something was written since; the same number is noted beside it (`database-marks.ts`). Costs
 * one small commit in two busy seconds, and nothing on the path of any write. What it cannot notice: the loss of only
 * the last two seconds, and a loss together with the note.
 */
export function startBeat(
  database: Database,
  {
    dataFolder,
    mayNote,
    clock,
    log,
  }: {
    dataFolder: string;
    /** Whether the folder takes what is written now. */
    mayNote: () => boolean;
    clock: Clock;
    log: Pick<Log, 'warn'>;
  },
): Beat {
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck();
  const noted = readMark(dataFolder);
  const found = Number(database.pragma('user_version', { simple: true }));
  const isLost = noted !== null && noted.restored === null && noted.beat > found;
  let beat = Math.max(found, noted?.beat ?? 0);
  let counted = -1;

  function note(): void {
    const now = changes.get() ?? 0;
    if (now === counted || !mayNote()) return;
    try {
      database.pragma(`user_version = ${beat + 1}`);
      beat += 1;
      counted = now;
      const damage = readMark(dataFolder)?.damage ?? null;
      writeMark(dataFolder, { beat, at: clock.now().toISOString(), damage, restored: null });
    } catch (error) {
      log.warn({ err: error }, 'what the database holds is not noted'); // no room: the next beat tries again
    }
  }

  note();
  const timer = setInterval(note, BEAT_MS);
  timer.unref();
  return {
    lostAfter: isLost ? noted.at : null,
    restoredFrom: noted?.restored?.madeAt ?? null,
    close() {
      clearInterval(timer);
      note();
    },
  };
}
