import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { KeywordResult, SearchScope } from './ports.ts';
import type { KeywordOptions } from './keyword-search.ts';
import { createKeywordReader } from './keyword-search.ts';

/** What the main thread asks. `cancel` drops a search that has not begun. */
export type KeywordRequest =
  | { type: 'search'; id: number; scope: SearchScope; query: string; options: KeywordOptions }
  | { type: 'cancel'; id: number }
  | { type: 'close' };

export type KeywordResponse =
  { id: number; result: KeywordResult } | { id: number; failure: { message: string; code: string | null } };

export type KeywordWorkerData = { databasePath: string };

/** Holds the inner pages of a 100,000 passage index; the system caches the rest, and its memory is not ours. */
const CACHE_KIB = 32 * 1024;
const BUSY_TIMEOUT_MS = 5_000;

if (parentPort === null) throw new Error('keyword-worker runs in a worker thread');
const port = parentPort;
const { databasePath } = workerData as KeywordWorkerData;

const database = new Sqlite(databasePath, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
database.pragma(`cache_size = -${CACHE_KIB}`);
database.pragma('temp_store = MEMORY');
const reader = createKeywordReader(database);

const waiting: Extract<KeywordRequest, { type: 'search' }>[] = [];
let scheduled = false;

/** One piece of work, then the messages, so that a cancelled search leaves the queue before its turn. */
function work(): void {
  scheduled = false;
  const request = waiting.shift();
  if (request === undefined) {
    if (reader.readSome()) schedule();
    return;
  }
  port.postMessage(answer(request));
  schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(work);
}

function answer(request: Extract<KeywordRequest, { type: 'search' }>): KeywordResponse {
  try {
    return { id: request.id, result: reader.search(request.scope, request.query, request.options) };
  } catch (error) {
    const code = error instanceof Sqlite.SqliteError ? error.code : null;
    return {
      id: request.id,
      failure: { message: error instanceof Error ? error.message : String(error), code },
    };
  }
}

port.on('message', (request: KeywordRequest) => {
  if (request.type === 'close') {
    database.close();
    port.close();
    return;
  }
  if (request.type === 'cancel') {
    const index = waiting.findIndex(({ id }) => id === request.id);
    if (index !== -1) waiting.splice(index, 1);
    return;
  }
  waiting.push(request);
  schedule();
});
