import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { databaseFile } from './connection.ts';

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
  parentPort.postMessage({
    file: String(database.pragma('quick_check(1)', { simple: true })),
    orphans: database.pragma('foreign_key_check').length,
  });
  database.close();`;

/**
 * Reads the whole database (seconds for 100,000 passages), in a thread so that answers keep streaming meanwhile.
 * Rejects with SQLite's error when the file cannot be opened at all, with the reason of `signal` when it aborts.
 */
export function checkIntegrity(dataFolder: string, signal?: AbortSignal): Promise<Integrity> {
  if (signal?.aborted === true) return Promise.reject(signal.reason);
  const library = createRequire(import.meta.url).resolve('better-sqlite3');
  const worker = new Worker(CHECK, {
    eval: true,
    workerData: { library, file: databaseFile(dataFolder) },
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
