import { Worker } from 'node:worker_threads';
import { FoyerError } from '#shared/errors.ts';
import { workerEntry } from '#main/platform/worker-entry.ts';
import type { KeywordRequest, KeywordResponse, KeywordWorkerData } from './keyword-worker.ts';
import type { KeywordResult, KeywordSearcher, KeywordVerdict } from './ports.ts';

type Waiting = {
  resolve: (result: KeywordResult | KeywordVerdict) => void;
  reject: (reason: unknown) => void;
};

/**
 * Keyword search in a worker thread with its own read-only connection, so that no search holds the event loop.
 * The worker starts with the first search; one that dies fails the searches it held and the next search starts
 * another. A search rejects with its signal's reason when aborted, `storage.locked` when the database stays
 * locked, `internal.unexpected` otherwise.
 *
 * @param options.databasePath absolute path of a database with the schema of Foyer, in WAL mode
 */
export function createKeywordSearcher(options: { databasePath: string }): KeywordSearcher {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let nextId = 1;
  let closed = false;

  function failAll(error: FoyerError): void {
    const failed = [...waiting.values()];
    waiting.clear();
    for (const { reject } of failed) reject(error);
  }

  /** A worker without a search must not keep the program alive; while it ends it does, or its end is never seen. */
  function rest(resting: Worker): void {
    if (waiting.size === 0 && !closed) resting.unref();
  }

  function start(): Worker {
    const data: KeywordWorkerData = { databasePath: options.databasePath };
    const started = new Worker(workerEntry('keyword-search'), { workerData: data, name: 'keyword-search' });
    rest(started); // a search keeps its own reference
    let crash: unknown = null;
    started.on('message', (response: KeywordResponse) => {
      const search = waiting.get(response.id);
      if (search === undefined) return;
      waiting.delete(response.id);
      rest(started);
      if ('result' in response) search.resolve(response.result);
      else {
        search.reject(asError(response.failure));
      }
    });
    started.on('error', error => {
      crash = error;
    });
    started.on('exit', code => {
      if (worker === started) worker = null;
      failAll(new FoyerError('internal.unexpected', `The search worker ended (${code})`, { cause: crash }));
    });
    return started;
  }

  function ask(
    requestOf: (id: number) => KeywordRequest,
    signal?: AbortSignal,
  ): Promise<KeywordResult | KeywordVerdict> {
    if (closed)
      return Promise.reject(new FoyerError('internal.unexpected', 'The keyword searcher is closed'));
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    worker ??= start();
    const target = worker;
    const id = nextId;
    nextId += 1;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        if (!waiting.delete(id)) return;
        const cancel: KeywordRequest = { type: 'cancel', id };
        target.postMessage(cancel);
        rest(target);
        reject(signal?.reason);
      };
      const settled = (): void => signal?.removeEventListener('abort', abort);
      waiting.set(id, {
        resolve(result) {
          settled();
          resolve(result);
        },
        reject(reason) {
          settled();
          reject(reason);
        },
      });
      signal?.addEventListener('abort', abort, { once: true });
      target.ref();
      target.postMessage(requestOf(id));
    });
  }

  return {
    async search(scope, query, { signal, ...options }) {
      const result = await ask(id => ({ type: 'search', id, scope, query, options }), signal);
      if (typeof result === 'string') throw new TypeError('A search was answered by a verdict');
      return result;
    },

    async check(clientId, { thorough }) {
      const verdict = await ask(id => ({ type: 'check', id, clientId, thorough }));
      if (typeof verdict !== 'string') throw new TypeError('A check was answered by hits');
      return verdict;
    },

    async close() {
      closed = true;
      const target = worker;
      if (target === null) return;
      const ended = new Promise<void>(resolve => target.once('exit', () => resolve()));
      const request: KeywordRequest = { type: 'close' };
      target.ref();
      target.postMessage(request);
      await ended;
    },
  };
}

/** SQLite's own error is kept as the cause: whoever takes care of the index looks at its code. */
function asError({ message, code }: { message: string; code: string | null }): FoyerError {
  const locked = code?.startsWith('SQLITE_BUSY') === true;
  return new FoyerError(locked ? 'storage.locked' : 'internal.unexpected', `Keyword search: ${message}`, {
    cause: Object.assign(new Error(message), { code }),
  });
}
