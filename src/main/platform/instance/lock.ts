import { join } from 'node:path';
import Database from 'better-sqlite3';

const LOCK_FILE = 'instance.lock';

/** A lock on a data folder, held until `release` or until the process ends, however it ends. */
export type FolderLock = { release(): void };

/**
 * Locks a data folder for this process. The lock is the operating system's, taken by SQLite in exclusive mode:
 * a process that is killed leaves nothing to clean up, and a stale file means nothing.
 *
 * @param waitMs how long to wait (blocking) for a holder about to let go, in milliseconds.
 * @returns the lock, or null when another process (or this one) holds it.
 */
export function lockFolder(dataFolder: string, waitMs: number): FolderLock | null {
  const database = new Database(join(dataFolder, LOCK_FILE), { timeout: waitMs });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = MEMORY');
    // In exclusive mode the lock taken by the first write stays until the connection closes.
    database.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT');
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return {
    release() {
      database.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
