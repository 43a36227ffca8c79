import { isFoyerError } from '#shared/errors.ts';
import { restoreSnapshot, startAnew } from '#main/db/restore.ts';
import { listSnapshots } from '#main/db/snapshots.ts';
import { acquireInstance } from '#main/platform/instance/index.ts';

/** What a person can do about a database that does not open: the copies, the newest first. */
export type Recovery = {
  kind: 'damaged' | 'missing';
  copies: { name: string; madeAt: Date }[];
  /** Puts a copy in its place, null for the newest that is whole. @returns when it was made. */
  restore(name: string | null): Promise<Date>;
  /** Sets everything aside and begins as a new installation. */
  beginAnew(): void;
};

/**
 * What there is to choose after `createApp` threw; null for an error that no copy mends. The caller holds the folder's
 * instance lock.
 */
export async function recoveryFrom(error: unknown, dataFolder: string): Promise<Recovery | null> {
  if (!isFoyerError(error)) return null;
  if (error.code !== 'storage.damaged' && error.code !== 'storage.database_missing') return null;
  return {
    kind: error.code === 'storage.damaged' ? 'damaged' : 'missing',
    copies: await copiesOf(dataFolder),
    restore: name => restoreCopy(dataFolder, name),
    beginAnew: () => startAnewIn(dataFolder),
  };
}

/** The copies of the database in a folder, the newest first. */
export async function copiesOf(dataFolder: string): Promise<Recovery['copies']> {
  return (await listSnapshots(dataFolder))
    .toSorted((left, right) => right.madeAt.getTime() - left.madeAt.getTime())
    .map(({ name, madeAt }) => ({ name, madeAt }));
}

/** Puts a copy in the place of the database, null for the newest that is whole. @returns when it was made. */
export async function restoreCopy(dataFolder: string, name: string | null): Promise<Date> {
  return (await restoreSnapshot(dataFolder, name, new Date())).madeAt;
}

/** Sets everything of a folder aside, so that the next start is that of a new installation. */
export function startAnewIn(dataFolder: string): void {
  startAnew(dataFolder, new Date());
}

/** The same by someone who does not hold the folder yet. Throws `storage.locked` when another does. */
export async function restoreAlone(dataFolder: string, name: string | null): Promise<Date> {
  const instance = acquireInstance({ dataFolder, mode: 'command-line' });
  try {
    return await restoreCopy(dataFolder, name);
  } finally {
    instance.release();
  }
}
