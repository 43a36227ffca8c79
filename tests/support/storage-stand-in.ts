import { tmpdir } from 'node:os';
import { createSilentLog } from '#main/platform/log.ts';
import { createStorage, type DiskReader, type Storage } from '#main/platform/storage/index.ts';

const PLENTY_BYTES = 1024 ** 4;

/** A disk with room, which looks at nothing by itself. */
export function roomyStorage(readDisk: DiskReader = createDisk().read): Storage {
  return createStorage({ folder: tmpdir(), log: createSilentLog(), readDisk });
}

/** What is free of a disk, as a test decides. */
export function createDisk() {
  let freeBytes = PLENTY_BYTES;
  let writable = true;
  const read: DiskReader = () => ({ freeBytes, totalBytes: PLENTY_BYTES });
  return {
    read,
    mayWrite: () => writable,
    /** As a folder that is mounted for reading alone. */
    close: (closed = true) => void (writable = !closed),
    fill: (left = 0) => void (freeBytes = left),
    empty: () => void (freeBytes = PLENTY_BYTES),
  };
}
