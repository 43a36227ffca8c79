import type { Database } from 'better-sqlite3';

const PROBE_BYTES = 256 * 1024; // new pages, not those that lie about free

/** Writes to the database and undoes it. Throws what a write would. */
export function tryWriting(sqlite: Database): void {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    sqlite.exec(`CREATE TABLE storage_probe (room BLOB)`);
    sqlite.exec(`INSERT INTO storage_probe VALUES (zeroblob(${PROBE_BYTES}))`);
  } finally {
    // A full disk may have undone it already.
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
  }
}
