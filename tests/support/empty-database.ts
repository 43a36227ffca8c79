import { readFileSync, writeFileSync } from 'node:fs';
import { databaseFile, openDatabase } from '#main/db/connection.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { temporaryFolder } from './temporary-folder.ts';

let made: Buffer | null = null;

/**
 * Lays the database of a first start into a folder: every migration, and nothing else. Made once a worker, since that takes
 * as long as the rest of a start. What a first start itself does with an empty folder is tried by starting one.
 */
export function layEmptyDatabase(dataFolder: string): void {
  made ??= makeEmptyDatabase();
  writeFileSync(databaseFile(dataFolder), made, { mode: 0o600 });
}

function makeEmptyDatabase(): Buffer {
  const folder = temporaryFolder();
  try {
    openDatabase(folder.path, createSilentLog()).$client.close();
    return readFileSync(databaseFile(folder.path));
  } finally {
    folder.remove();
  }
}
