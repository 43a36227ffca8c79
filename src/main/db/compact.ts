import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { FoyerError } from '#shared/errors.ts';
import { databaseFile, type Database } from './connection.ts';

/** A write of the application waits so long for the rewriting, instead of failing. */
const PATIENCE_MS = 120_000;

type Outcome = { ok: true } | { ok: false; code: string; message: string };

// Emptying the journal needs a moment without readers; while it waits, nobody can write: short tries with pauses.
const COMPACT = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Sqlite = require(workerData.library);
  const pause = milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  const emptyJournal = database => {
    database.pragma('busy_timeout = 200');
    for (let tries = 0; tries < 100; tries += 1) {
      if (database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0) return true;
      pause(200);
    }
    return false;
  };
  const database = new Sqlite(workerData.file, { fileMustExist: true, timeout: workerData.patience });
  try {
    database.exec('VACUUM');
    parentPort.postMessage(
      emptyJournal(database) ? { ok: true } : { ok: false, code: 'SQLITE_BUSY', message: 'The journal is being read' },
    );
  } catch (error) {
    parentPort.postMessage({ ok: false, code: String(error.code), message: String(error.message) });
  } finally {
    database.close();
  }`;

/**
 * Writes the whole database anew and empties its journal, so that nothing deleted is left in any page of the file:
 * SQLite leaves old copies in half-empty pages even when it overwrites what it deletes. In a thread with a
 * connection of its own: reading goes on meanwhile, a write waits until it is done (about a second for 100 MB).
 *
 * @throws FoyerError `storage.full` when the disk has no room for the copy, `storage.locked` when another
 * connection keeps reading.
 */
export async function compactDatabase(database: Database, dataFolder: string): Promise<void> {
  const usual = database.$client.pragma('busy_timeout', { simple: true });
  database.$client.pragma(`busy_timeout = ${PATIENCE_MS}`);
  try {
    const outcome = await runWorker(databaseFile(dataFolder));
    if (outcome.ok) return;
    const { code, message } = outcome;
    throw new FoyerError(
      code === 'SQLITE_FULL'
        ? 'storage.full'
        : code.startsWith('SQLITE_BUSY')
          ? 'storage.locked'
          : 'internal.unexpected',
      `The database was not compacted: ${message}`,
    );
  } finally {
    database.$client.pragma(`busy_timeout = ${Number(usual)}`);
  }
}

function runWorker(file: string): Promise<Outcome> {
  const library = createRequire(import.meta.url).resolve('better-sqlite3');
  const worker = new Worker(COMPACT, {
    eval: true,
    workerData: { library, file, patience: PATIENCE_MS },
    name: 'compact-database',
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`Compacting ended with ${code}`)));
  });
}
