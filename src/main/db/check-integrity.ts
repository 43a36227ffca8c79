import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { databaseFile } from './connection.ts';
import { firstFault } from './start-check.ts';

export type Integrity = {
  /** `ok`, or the first fault SQLite found. */
  file: string;
  /** Rows that point at rows which are not there. */
  orphans: number;
};

const CHECK = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Sqlite = require(workerData.library);
  const database = new Sqlite(workerData.file, { readonly: true, fileMustExist: true });
  let rows;
  try {
    rows = database.pragma(workerData.whole ? 'integrity_check(50)' : 'quick_check(50)');
  } catch (error) {
    rows = [{ fault: error.message }];
  }
  parentPort.postMessage({
    rows,
    orphans: database.pragma('foreign_key_check').length,
  });
  database.close();`;

/**
 * Reads the whole database (seconds for 100,000 passages), in a thread so that answers keep streaming meanwhile.
 * Rejects with SQLite's error when the file cannot be opened at all, with the reason of `signal` when it aborts.
 * Full-text tables are another's care.
 *
 * @param whole compares the indexes of tables with their rows as well
 */
export async function checkIntegrity(
  dataFolder: string,
  { whole = false, signal }: { whole?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<Integrity> {
  const { rows, orphans } = await runCheck(dataFolder, whole, signal);
  return { file: firstFault(rows) ?? 'ok', orphans };
}

type Found = { rows: Record<string, unknown>[]; orphans: number };

function runCheck(dataFolder: string, whole: boolean, signal: AbortSignal | undefined): Promise<Found> {
  if (signal?.aborted === true) return Promise.reject(signal.reason);
  const library = createRequire(import.meta.url).resolve('better-sqlite3');
  const worker = new Worker(CHECK, {
    eval: true,
    workerData: { library, file: databaseFile(dataFolder), whole },
    name: 'check-integrity',
  });
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal?.reason);
      void worker.terminate();
    };
    signal?.addEventListener('abort', leave, { once: true });
    worker.once('exit', () => signal?.removeEventListener('abort', leave));
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`The check ended with ${code}`)));
  });
}
