import { createRequire } from 'node:module';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FoyerError } from '#shared/errors.ts';
import { databaseFile } from './connection.ts';
import { firstFault } from './start-check.ts';

/** Copies made before upgrades are kept so long: by then the new version has proved itself. */
const SNAPSHOT_DAYS = 30;
/** Daily ones: of the last days on which Foyer ran, and never longer than this. */
const DAILY_DAYS = 7;
const DAILY_KEPT = 3;
const DAY_MS = 86_400_000;
/** A copy is only made when this much room is left beside it. */
const ROOM_LEFT_BYTES = 512 * 1024 * 1024;

const DAILY_NAME = /^foyer-(\d{4})-(\d\d)-(\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.db$/;

export type Snapshot = { name: string; kind: 'daily' | 'upgrade'; madeAt: Date; removedAfter: Date };

export function snapshotFolder(dataFolder: string): string {
  return join(dataFolder, 'snapshots');
}

/** Copies of the database, and until when each is kept. */
export async function listSnapshots(dataFolder: string): Promise<Snapshot[]> {
  const folder = snapshotFolder(dataFolder);
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return await Promise.all(
    names
      .filter(name => name.endsWith('.db'))
      .toSorted()
      .map(async name => {
        const { mtime } = await stat(join(folder, name));
        const kind = DAILY_NAME.test(name) ? 'daily' : 'upgrade';
        const days = kind === 'daily' ? DAILY_DAYS : SNAPSHOT_DAYS;
        return { name, kind, madeAt: mtime, removedAfter: new Date(mtime.getTime() + days * DAY_MS) };
      }),
  );
}

/** Removes the copies whose time is over. @returns how many. */
export async function removeOldSnapshots(dataFolder: string, now: Date): Promise<number> {
  const old = (await listSnapshots(dataFolder)).filter(({ removedAfter }) => removedAfter < now);
  for (const { name } of old) await rm(join(snapshotFolder(dataFolder), name), { force: true });
  return old.length;
}

const COPY = `
  const { parentPort, workerData } = require('node:worker_threads');
  const fs = require('node:fs');
  const Sqlite = require(workerData.library);
  const source = new Sqlite(workerData.file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    source.prepare('VACUUM INTO ?').run(workerData.target);
  } finally {
    source.close();
  }
  const copy = new Sqlite(workerData.target, { readonly: true, fileMustExist: true });
  let rows;
  try {
    rows = copy.pragma('quick_check(50)');
  } finally {
    copy.close();
  }
  const file = fs.openSync(workerData.target, 'r+');
  fs.fsyncSync(file);
  fs.closeSync(file);
  parentPort.postMessage(rows);`;

/**
 * Makes a copy of the database as it is now, in a thread: reading and writing go on meanwhile. It is looked at before it
 * counts, and the oldest daily ones make room for it. Deleted content is in no page of it.
 *
 * @param only whether every earlier copy goes, those made before upgrades too: something was erased that they hold
 * @throws FoyerError `storage.full` without room for it, `storage.damaged` when the copy is
 */
export async function takeSnapshot(dataFolder: string, now: Date, { only = false } = {}): Promise<void> {
  const folder = snapshotFolder(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `foyer-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`;
  const draft = join(folder, `${name}.part`);
  const [disk, { size }] = await Promise.all([statfs(folder), stat(databaseFile(dataFolder))]);
  try {
    if (disk.bavail * disk.bsize < size + ROOM_LEFT_BYTES)
      throw new FoyerError('storage.full', 'No room for a copy of the database');
    for (const left of await readdir(folder)) if (left.includes('.part')) await rm(join(folder, left));
    const fault = firstFault(await copyInThread(databaseFile(dataFolder), draft));
    if (fault !== null) throw new FoyerError('storage.damaged', `The copy is damaged: ${fault}`);
    await rename(draft, join(folder, name));
  } finally {
    await rm(draft, { force: true });
    if (only) await removeCopies(dataFolder, one => one.name !== name, 0);
  }
  await removeCopies(dataFolder, one => one.kind === 'daily', DAILY_KEPT);
}

/** Removes those of the copies that are meant, but the newest so many. */
async function removeCopies(
  dataFolder: string,
  isMeant: (snapshot: Snapshot) => boolean,
  kept: number,
): Promise<void> {
  const meant = (await listSnapshots(dataFolder))
    .filter(isMeant)
    .toSorted((left, right) => right.name.localeCompare(left.name));
  for (const { name } of meant.slice(kept)) await rm(join(snapshotFolder(dataFolder), name), { force: true });
}

function copyInThread(file: string, target: string): Promise<Record<string, unknown>[]> {
  const library = createRequire(import.meta.url).resolve('better-sqlite3');
  const worker = new Worker(COPY, {
    eval: true,
    workerData: { library, file, target },
    name: 'copy-database',
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`Copying ended with ${code}`)));
  });
}
