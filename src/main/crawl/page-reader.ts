import { Worker } from 'node:worker_threads';
import { FoyerError } from '#shared/errors.ts';
import { workerEntry } from '#main/platform/worker-entry.ts';
import type { FeedResult, ReadingRequest, ReadingResponse, ReadingResult } from './page-reading-worker.ts';
import type { PageSource } from './reading/read-page.ts';

/** The largest page takes some seconds, and many times that on a machine that is busy. */
const READING_MS = 60_000;
const HEAP_MEGABYTES = 384;

export type PageReader = {
  /** What bytes are: a page, or a list of addresses. Throws `source.page_failed` for what cannot be read in time. */
  read(host: string, source: PageSource): Promise<ReadingResult>;
  /** What a feed has, or which feeds a page names; none for what is neither. */
  readFeed(host: string, source: PageSource): Promise<FeedResult>;
  /** Tells the blocks of a page, of which those on most pages are the site's. */
  learn(host: string, source: PageSource): Promise<void>;
  close(): Promise<void>;
};

/**
 * Reads pages in a thread of its own, so that answers keep streaming and a page that never ends can be left. What it
 * learned of a site goes with it.
 */
export function createPageReader(readingMs = READING_MS): PageReader {
  let worker: Worker | null = null;
  let nextId = 1;
  const waiting = new Map<
    number,
    { resolve: (result: ReadingResult) => void; reject: (error: Error) => void }
  >();

  const failed = (message: string, cause?: unknown): FoyerError =>
    new FoyerError('source.page_failed', message, { details: { detail: 'reading' }, cause });

  function start(): Worker {
    const started = new Worker(workerEntry('page-reading'), {
      name: 'page-reading',
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    });
    started.on('message', (response: ReadingResponse) => {
      const asked = waiting.get(response.id);
      waiting.delete(response.id);
      if ('result' in response) asked?.resolve(response.result);
      else asked?.reject(failed(response.failure));
    });
    let crash: unknown;
    started.on('error', error => (crash = error));
    started.on('exit', code => {
      if (worker === started) worker = null;
      for (const { reject } of waiting.values())
        reject(failed(`The reading of pages ended (${code})`, crash));
      waiting.clear();
    });
    return started;
  }

  async function ask(type: ReadingRequest['type'], host: string, source: PageSource): Promise<ReadingResult> {
    worker ??= start();
    const target = worker;
    const id = nextId;
    nextId += 1;
    const limit = setTimeout(() => void target.terminate(), readingMs);
    try {
      return await new Promise<ReadingResult>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        target.postMessage({ id, type, host, source } satisfies ReadingRequest);
      });
    } finally {
      clearTimeout(limit);
    }
  }

  return {
    read: (host, source) => ask('read', host, source),
    async readFeed(host, source) {
      const result = await ask('feed', host, source);
      if (result.type !== 'feed' && result.type !== 'named') throw new Error('a feed is read as one');
      return result;
    },
    async learn(host, source) {
      await ask('learn', host, source);
    },
    async close() {
      await worker?.terminate();
    },
  };
}
