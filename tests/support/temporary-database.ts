import { openDatabase, type Database } from '#main/db/connection.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { layEmptyDatabase } from './empty-database.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A real database with the real migrations, in a folder of its own. */
export function openTemporaryDatabase(): { database: Database; dataFolder: string; close(): void } {
  const folder = temporaryFolder();
  layEmptyDatabase(folder.path);
  const database = openDatabase(folder.path, createSilentLog());
  return {
    database,
    dataFolder: folder.path,
    close() {
      database.$client.close();
      folder.remove();
    },
  };
}
