import { tmpdir } from 'node:os';
import { createSilentLog } from '#main/platform/log.ts';
import { createStorage, type DiskReader, type Storage } from '#main/platform/storage/index.ts';

const PLENTY_BYTES = 1024 ** 4;

/** A disk with room, which looks at nothing by itself. */
export function roomyStorage(): Storage {
  return createStorage({ folder: tmpdir(), log: createSilentLog(), readDisk: createDisk().read });
}

/** What is free of a disk, as a test decides. */
export function createDisk() {
  let freeBytes = PLENTY_BYTES;
  const read: DiskReader = () => ({ freeBytes, totalBytes: PLENTY_BYTES });
  return {
    read,
    fill: (left = 0) => void (freeBytes = left),
    empty: () => void (freeBytes = PLENTY_BYTES),
  };
}
