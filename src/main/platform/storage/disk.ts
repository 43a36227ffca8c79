import { accessSync, constants, statfsSync } from 'node:fs';

/** What a file system holds, in bytes. */
export type DiskReading = { freeBytes: number; totalBytes: number };

/** Null where the system does not tell. As a port, so that tests decide what is free. */
export type DiskReader = (folder: string) => DiskReading | null;

export const readDisk: DiskReader = folder => {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
};

/** Root may write everywhere but on what is mounted for reading alone: the system says so here, too. */
export function mayWriteIn(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
