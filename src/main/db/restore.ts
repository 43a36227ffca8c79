import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { FoyerError } from '#shared/errors.ts';
import { databaseFile } from './connection.ts';
import { readMark, removeMark, writeMark } from './database-marks.ts';
import { listSnapshots, snapshotFolder, type Snapshot } from './snapshots.ts';
import { asDamage, requireSound } from './start-check.ts';

const QUARANTINE_DAYS = 30;
const DAY_MS = 86_400_000;
/** What belongs to a database, besides the file itself. */
const SIDE_FILES = ['', '-wal', '-shm'];
/** What lies beside it and is known to it alone. */
const FOLDERS_OF_DATA = ['files', 'visitor-files', 'logos', 'snapshots', 'exports', 'vectors'];

export function quarantineFolder(dataFolder: string): string {
  return join(dataFolder, 'quarantine');
}

/** Whether a damaged database is kept: what it knew of is kept with it. */
export function keepsQuarantine(dataFolder: string): boolean {
  const folder = quarantineFolder(dataFolder);
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** Removes what was set aside: all of it, or what is older than thirty days. @returns how many. */
export function removeQuarantine(dataFolder: string, now: Date | null): number {
  const folder = quarantineFolder(dataFolder);
  const old = (existsSync(folder) ? readdirSync(folder) : []).filter(
    name => now === null || now.getTime() - statSync(join(folder, name)).mtimeMs > QUARANTINE_DAYS * DAY_MS,
  );
  for (const name of old) rmSync(join(folder, name), { recursive: true, force: true });
  return old.length;
}

/**
 * Puts a copy in the place of the database, which is set aside. The copy is looked at first; a kill in between leaves
 * the folder as one without a database, and the same call ends the work. Nothing may have the database open.
 *
 * @param name of one of `listSnapshots`; null for the newest that is whole
 * @throws FoyerError `resource.not_found` without such a copy, `storage.damaged` when it is damaged itself
 */
export async function restoreSnapshot(dataFolder: string, name: string | null, now: Date): Promise<Snapshot> {
  const known = (await listSnapshots(dataFolder)).toSorted(
    (left, right) => right.madeAt.getTime() - left.madeAt.getTime(),
  );
  const chosen =
    name === null ? known.find(one => isWhole(dataFolder, one)) : known.find(one => one.name === name);
  if (!chosen)
    throw new FoyerError('resource.not_found', `No copy of the database ${name ?? 'that is whole'}`);
  requireWhole(join(snapshotFolder(dataFolder), chosen.name));
  const file = databaseFile(dataFolder);
  const draft = `${file}.restoring`;
  copyFileSync(join(snapshotFolder(dataFolder), chosen.name), draft);
  flush(draft);
  const before = readMark(dataFolder);
  setAside(dataFolder, now, []);
  rmSync(join(dataFolder, 'vectors'), { recursive: true, force: true }); // made again from the database
  writeMark(dataFolder, {
    beat: before?.beat ?? 0,
    at: now.toISOString(),
    damage: null,
    restored: { madeAt: chosen.madeAt.toISOString() },
  });
  renameSync(draft, file);
  return chosen;
}

/** Sets everything of the folder aside but its keys and logs, so that the next start is that of a new installation. */
export function startAnew(dataFolder: string, now: Date): void {
  setAside(dataFolder, now, FOLDERS_OF_DATA);
  removeMark(dataFolder);
}

function setAside(dataFolder: string, now: Date, folders: readonly string[]): void {
  const target = join(quarantineFolder(dataFolder), now.toISOString().replaceAll(/[:.]/g, '-'));
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const file = databaseFile(dataFolder);
  for (const side of SIDE_FILES) {
    if (existsSync(`${file}${side}`)) renameSync(`${file}${side}`, join(target, `foyer.db${side}`));
  }
  for (const name of folders) {
    const path = join(dataFolder, name);
    if (existsSync(path)) renameSync(path, join(target, name));
  }
}

function isWhole(dataFolder: string, { name }: Snapshot): boolean {
  try {
    requireWhole(join(snapshotFolder(dataFolder), name));
    return true;
  } catch (error) {
    if (error instanceof FoyerError && error.code === 'storage.damaged') return false;
    throw error;
  }
}

function requireWhole(path: string): void {
  let sqlite: Sqlite.Database;
  try {
    sqlite = new Sqlite(path, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw asDamage(error);
  }
  try {
    requireSound(sqlite);
    if (sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'clients'").get() === undefined)
      throw new FoyerError('storage.damaged', 'The copy holds no data of Foyer');
  } catch (error) {
    throw asDamage(error);
  } finally {
    sqlite.close();
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
