import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { FoyerError } from '#shared/errors.ts';
import { storageFaultOf } from '#main/platform/storage-faults.ts';
import { readMark } from './database-marks.ts';

/** Folders whose content tells that there was a database. */
const FOLDERS_OF_DATA = ['files', 'visitor-files', 'logos', 'snapshots', 'exports'];
/** Up to here the whole file is looked at before the start goes on (about a second); a larger one just after. */
export const CHECKED_AT_ONCE_BYTES = 200 * 1024 * 1024;
const FAULTS_READ = 50;
/** What SQLite says of full-text tables in a check of everything; they are made again from the passages. */
const OF_FULL_TEXT = /(?:\bfts5\b|vtable constructor failed|\bpassages_fts_)/i;

/**
 * Before anything is opened: throws `storage.database_missing` when the database is gone or empty beside what it knew
 * of, `storage.damaged` when a check of the whole file found it so before. An empty folder is fine: it is a new one.
 */
export function requireDatabaseFile(dataFolder: string, file: string): void {
  const mark = readMark(dataFolder);
  if (mark?.damage != null) throw damaged(mark.damage);
  const size = existsSync(file) ? statSync(file).size : 0;
  // With its first pages still in the write-ahead log, an empty file is whole.
  const log = existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0;
  if (size > 0 || log > 0) return;
  if (mark !== null || hasFilesOfData(dataFolder))
    throw missing(dataFolder, existsSync(file) ? 'empty' : 'gone');
}

/**
 * Once it is open: throws `storage.database_missing` when it holds nobody and nothing beside what a full one left. So it
 * is when all that was ever written stood in a write-ahead log that is lost: no set-up begins beside that.
 */
export function requireContents(sqlite: Sqlite.Database, dataFolder: string): void {
  const mark = readMark(dataFolder);
  if (tableCount(sqlite) === 0) {
    if (mark !== null || hasFilesOfData(dataFolder)) throw missing(dataFolder, 'empty');
    return;
  }
  const beat = Number(sqlite.pragma('user_version', { simple: true }));
  if (mark === null || mark.restored !== null || mark.beat <= beat || !hasFilesOfData(dataFolder)) return;
  const rows = 'SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM documents)';
  if (sqlite.prepare<[], number>(rows).pluck().get() === 0) throw missing(dataFolder, 'empty');
}

function hasFilesOfData(dataFolder: string): boolean {
  return FOLDERS_OF_DATA.some(name => holdsFiles(join(dataFolder, name)));
}

function tableCount(sqlite: Sqlite.Database): number {
  return sqlite.prepare<[], number>('SELECT count(*) FROM sqlite_master').pluck().get() ?? 0;
}

function missing(dataFolder: string, how: 'empty' | 'gone'): FoyerError {
  return new FoyerError('storage.database_missing', `The database is ${how}`, { details: { dataFolder } });
}

/** The quick look at the start; a file over `CHECKED_AT_ONCE_BYTES` is checked just after. Throws `storage.damaged`. */
export function requireSound(sqlite: Sqlite.Database): void {
  try {
    if (tableCount(sqlite) === 0) return;
    const bytes = Number(sqlite.pragma('page_count', { simple: true })) * pageSizeOf(sqlite);
    if (bytes > CHECKED_AT_ONCE_BYTES) return;
    const fault = firstFault(quickCheck(sqlite));
    if (fault !== null) throw damaged(fault);
  } catch (error) {
    throw asDamage(error);
  }
}

type Row = Record<string, unknown>;

/** What the check tells. A full-text table that ends it (it cannot be opened, say): then each other table is looked at. */
function quickCheck(sqlite: Sqlite.Database): Row[] {
  try {
    return sqlite.pragma(`quick_check(${FAULTS_READ})`) as Row[];
  } catch (error) {
    const ofFullText = error instanceof Error && OF_FULL_TEXT.test(error.message);
    if (!ofFullText && storageFaultOf(error) !== 'memory') throw error;
    const tables = sqlite
      .prepare<[], string>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
      )
      .pluck()
      .all();
    return tables.flatMap(name => sqlite.pragma(`quick_check("${name.replaceAll('"', '""')}")`) as Row[]);
  }
}

function pageSizeOf(sqlite: Sqlite.Database): number {
  return Number(sqlite.pragma('page_size', { simple: true }));
}

/** The first fault of the database that a check tells; null when all is well but, perhaps, a full-text table. */
export function firstFault(rows: readonly Row[]): string | null {
  const told = rows.map(row => String(Object.values(row)[0]));
  return told.find(line => line !== 'ok' && !OF_FULL_TEXT.test(line)) ?? null;
}

/** What SQLite throws on a damaged file, as an error of ours. */
export function asDamage(error: unknown): unknown {
  if (error instanceof FoyerError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isDamage = storageFaultOf(error) === 'database' || code === 'SQLITE_IOERR_SHORT_READ';
  return isDamage ? damaged(error instanceof Error ? error.message : String(error), error) : error;
}

function damaged(fault: string, cause?: unknown): FoyerError {
  return new FoyerError('storage.damaged', `The database is damaged: ${fault}`, {
    details: { fault },
    ...(cause === undefined ? {} : { cause }),
  });
}

function holdsFiles(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(entry => entry.isFile());
}
