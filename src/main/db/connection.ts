import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { FoyerError } from '#shared/errors.ts';
import { fold } from '#main/language/fold.ts';
import type { Log } from '#main/platform/log.ts';
import { shippedFolder } from '#main/platform/shipped-files.ts';
import { FOLD_FUNCTION } from './holds-words.ts';
import { countKnowledge } from './knowledge-revision.ts';
import { continueIds } from './newest-ids.ts';
import { asDamage, requireContents, requireDatabaseFile, requireSound } from './start-check.ts';
import * as schema from './schema/index.ts';

export type Database = BetterSQLite3Database<typeof schema> & { $client: Sqlite.Database };

const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 32 * 1024;
const SNAPSHOTS_KEPT = 3;

/** `db/migrations` in the sources, `migrations` beside the bundle. */
function migrationsFolder(): string {
  return shippedFolder('migrations', 'db/migrations');
}

/**
 * Transactions begin as writers. One that first reads would fail at its first write, without waiting, when another
 * connection has rewritten the file meanwhile (compact.ts).
 */
function writingAtOnce(database: Database): Database {
  const transaction = database.transaction.bind(database);
  database.transaction = (write, config) => transaction(write, { behavior: 'immediate', ...config });
  return database;
}

type Journal = { entries: { when: number; tag: string }[] };

/**
 * Opens `<data folder>/foyer.db`, upgrades it and returns it ready. A copy of the file is kept before each
 * upgrade; all pending migrations are one transaction, so a kill leaves the old schema or the new one.
 * Throws `storage.newer_schema` when a later version of Foyer wrote the file, `storage.damaged` when the quick look
 * finds it damaged, `storage.database_missing` when it is gone or empty beside what it knew of.
 */
export function openDatabase(dataFolder: string, log: Log): Database {
  const file = databaseFile(dataFolder);
  requireDatabaseFile(dataFolder, file);
  const fresh = !existsSync(file);
  const sqlite = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    requireSound(sqlite);
    requireContents(sqlite, dataFolder);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    // Overwrites what is deleted where that costs no further write; an erasure rewrites the whole file (compact.ts).
    sqlite.pragma('secure_delete = FAST');
    sqlite.pragma(`cache_size = -${CACHE_KIB}`);
    sqlite.pragma('temp_store = MEMORY');
    sqlite.function(FOLD_FUNCTION, { deterministic: true }, text =>
      typeof text === 'string' ? fold(text) : null,
    );
    const folder = migrationsFolder();
    const pending = pendingMigrations(sqlite, folder);
    if (pending.length > 0 && !fresh) {
      const snapshot = snapshotBeforeUpgrade(sqlite, dataFolder, pending[0] ?? 'upgrade');
      log.info({ snapshot, pending }, 'database copied before upgrade');
    }
    const database = writingAtOnce(drizzle(sqlite, { schema }));
    migrate(database, { migrationsFolder: folder });
    continueIds(sqlite);
    countKnowledge(sqlite);
    return database;
  } catch (error) {
    sqlite.close();
    throw asDamage(error);
  }
}

/** The database as it is now, whatever is written meanwhile: for long reading. Close it when done. */
export function openReadSnapshot(dataFolder: string): Database {
  const sqlite = new Sqlite(databaseFile(dataFolder), { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    sqlite.exec('BEGIN');
    sqlite.prepare('SELECT count(*) FROM clients').get(); // a snapshot begins with the first read
    return drizzle(sqlite, { schema });
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

export function databaseFile(dataFolder: string): string {
  return join(dataFolder, 'foyer.db');
}

function pendingMigrations(sqlite: Sqlite.Database, folder: string): string[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as Journal;
  const known =
    sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get() !== undefined;
  const applied = known
    ? (
        sqlite.prepare('SELECT max(created_at) AS latest FROM __drizzle_migrations').get() as {
          latest: number | null;
        }
      ).latest
    : null;
  const newest = Math.max(...journal.entries.map(entry => entry.when));
  if (applied !== null && applied > newest) {
    throw new FoyerError('storage.newer_schema', 'The data folder was written by a later version of Foyer');
  }
  return journal.entries.filter(entry => applied === null || entry.when > applied).map(entry => entry.tag);
}

function snapshotBeforeUpgrade(sqlite: Sqlite.Database, dataFolder: string, tag: string): string {
  const folder = join(dataFolder, 'snapshots');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, `foyer-before-${tag}.db`);
  rmSync(target, { force: true });
  // VACUUM INTO writes a consistent copy even while readers are connected.
  sqlite.prepare('VACUUM INTO ?').run(target);
  const kept = readdirSync(folder)
    .filter(name => name.startsWith('foyer-before-'))
    .sort();
  for (const old of kept.slice(0, Math.max(0, kept.length - SNAPSHOTS_KEPT)))
    rmSync(join(folder, old), { force: true });
  return target;
}
