import { FoyerError } from '#shared/errors.ts';
import { openDatabase, type Database } from '#main/db/connection.ts';
import { openReadingCopy, sweepReadingCopies } from '#main/db/reading-copy.ts';
import { tryWriting } from '#main/db/try-writing.ts';
import { prepareDataFolder } from '#main/platform/data-folder.ts';
import { createLog } from '#main/platform/log.ts';
import {
  createStorage,
  isStorageRefusal,
  type DiskReader,
  type Storage,
} from '#main/platform/storage/index.ts';
import type { Log } from '#main/platform/log.ts';

/** What tests decide of the disk under a data folder. */
export type DiskStandIn = {
  readDisk?: DiskReader;
  mayWrite?: (folder: string) => boolean;
  lookEveryMs?: number;
  /** Given the connection that writes, e.g. to bound its pages. */
  onDatabase?: (sqlite: Database['$client']) => void;
};

export type OpenedFolder = {
  log: Log;
  flushLog: () => Promise<void>;
  closeLog: () => Promise<void>;
  storage: Storage;
};

/** The log of a data folder, and the watch over what it takes. */
export function openFolder(dataFolder: string, disk: DiskStandIn = {}): OpenedFolder {
  prepareDataFolder(dataFolder);
  const { log, flush, close } = createLog(dataFolder);
  const { onDatabase: _later, ...standIn } = disk;
  return {
    log,
    flushLog: flush,
    closeLog: close,
    storage: createStorage({ folder: dataFolder, log, ...standIn }),
  };
}

/**
 * The database of the folder, or a copy to read from where nothing can be written, not even what opening takes.
 *
 * @param onRecovered called when it is a copy and the folder can be used again.
 */
export function openData(
  dataFolder: string,
  { log, storage }: Pick<OpenedFolder, 'log' | 'storage'>,
  { disk = {}, onRecovered }: { disk?: DiskStandIn | undefined; onRecovered: () => void },
): { database: Database; close: () => void } {
  if (storage.state() !== 'read_only') {
    try {
      sweepReadingCopies(dataFolder);
      const database = openDatabase(dataFolder, log);
      disk.onDatabase?.(database.$client);
      storage.start(() => tryWriting(database.$client));
      return { database, close: () => void database.$client.close() };
    } catch (error) {
      const told = storage.failed(error);
      if (!isStorageRefusal(told)) throw told;
      log.warn({ err: error }, 'the database cannot be opened where it is');
    }
  }
  const why = storage.state() === 'read_only' ? 'storage.read_only' : 'storage.full';
  const copy = openReadingCopy(dataFolder, why, log);
  storage.useCopy(onRecovered);
  storage.start(() => {
    throw new FoyerError(why, 'The database is a copy');
  });
  return copy;
}
