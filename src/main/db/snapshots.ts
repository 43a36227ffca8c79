import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Copies made before upgrades are kept so long: by then the new version has proved itself. */
const SNAPSHOT_DAYS = 30;
const DAY_MS = 86_400_000;

export type Snapshot = { name: string; madeAt: Date; removedAfter: Date };

export function snapshotFolder(dataFolder: string): string {
  return join(dataFolder, 'snapshots');
}

/** Copies of the database made before upgrades, and until when each is kept. */
export async function listSnapshots(dataFolder: string): Promise<Snapshot[]> {
  const folder = snapshotFolder(dataFolder);
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return await Promise.all(
    names.toSorted().map(async name => {
      const { mtime } = await stat(join(folder, name));
      return { name, madeAt: mtime, removedAfter: new Date(mtime.getTime() + SNAPSHOT_DAYS * DAY_MS) };
    }),
  );
}

/** Removes the copies whose time is over. @returns how many. */
export async function removeOldSnapshots(dataFolder: string, now: Date): Promise<number> {
  const old = (await listSnapshots(dataFolder)).filter(({ removedAfter }) => removedAfter < now);
  for (const { name } of old) await rm(join(snapshotFolder(dataFolder), name), { force: true });
  return old.length;
}
