import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FoyerError } from '#shared/errors.ts';
import type { Log } from '#main/platform/log.ts';
import { databaseFile, openDatabase, type Database } from './connection.ts';

/** Where a copy may lie, best first: another disk than that of the data folder, or memory. */
const places = (): string[] => [
  tmpdir(),
  ...(process.env.XDG_RUNTIME_DIR === undefined ? [] : [process.env.XDG_RUNTIME_DIR]),
  ...(process.platform === 'linux' ? ['/dev/shm'] : []),
];

export type ReadingCopy = { database: Database; close(): void };

/**
 * The database of a folder in which nothing can be written, as a copy elsewhere: SQLite cannot even read one beside which
 * it may not put its journal, nor upgrade it. What is written to the copy is gone with it.
 *
 * @throws FoyerError `storage.read_only` or `storage.full`, whichever `why` is, when there is no database yet or no room
 * for a copy anywhere.
 */
export function openReadingCopy(
  dataFolder: string,
  why: 'storage.full' | 'storage.read_only',
  log: Log,
): ReadingCopy {
  const source = databaseFile(dataFolder);
  let cause: unknown;
  if (existsSync(source)) {
    for (const place of places()) {
      let folder: string | null = null;
      try {
        folder = mkdtempSync(join(place, prefixOf(dataFolder))); // private: mode 0700
        for (const end of ['', '-wal'])
          if (existsSync(source + end)) copyFileSync(source + end, databaseFile(folder) + end);
        const database = openDatabase(folder, log);
        log.warn({ folder }, 'the data folder takes nothing: a copy of the database is used');
        return { database, close: closeCopy.bind(null, database, folder) };
      } catch (error) {
        if (folder !== null) rmSync(folder, { recursive: true, force: true });
        if (error instanceof FoyerError) throw error; // of a later version: no place helps
        cause ??= error;
        log.warn({ err: error, place }, 'no copy of the database here');
      }
    }
  }
  throw new FoyerError(why, `Nothing can be written in ${dataFolder}`, { cause });
}

/** Removes copies that a killed process left. Only for who has the folder to themselves. */
export function sweepReadingCopies(dataFolder: string): void {
  const prefix = prefixOf(dataFolder);
  for (const place of places().filter(one => existsSync(one)))
    for (const name of readdirSync(place).filter(one => one.startsWith(prefix)))
      rmSync(join(place, name), { recursive: true, force: true });
}

function prefixOf(dataFolder: string): string {
  return `foyer-reading-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}-`;
}

function closeCopy(database: Database, folder: string): void {
  database.$client.close();
  rmSync(folder, { recursive: true, force: true });
}
