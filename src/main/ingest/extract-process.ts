import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { documentTitle } from '#main/language/document-name.ts';
import { isFoyerError } from '#shared/errors.ts';
import { extractDocument } from './extract.ts';
import type { ExtractionProgress } from './extract.ts';
import { passagesOf } from './prepare-passages.ts';
import type { PreparedPassage } from './ports.ts';
import { WATCHDOG_DESCRIPTOR, WATCHDOG_LIMIT_VARIABLE } from './process-messages.ts';
import type { ProcessMessage, ProcessRequest } from './process-messages.ts';

/** Small enough that the first ones are on their way while the last ones are analysed. */
const PASSAGES_PER_MESSAGE = 200;
const PROGRESS_EVERY_MS = 100;
const WATCH_EVERY_MS = 200;

/**
 * A thread that works while the main one is stuck in a loop: it ends the process when its parent is gone, and
 * reports excess memory where the parent cannot look for itself.
 */
function startWatchdog(): void {
  const code = `
    const { workerData } = require('node:worker_threads');
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
      if (process.memoryUsage.rss() > workerData.limit) require('node:fs').writeSync(workerData.descriptor, 'm');
    }, ${WATCH_EVERY_MS});`;
  const limit = Number(process.env[WATCHDOG_LIMIT_VARIABLE] ?? Infinity);
  new Worker(code, {
    eval: true,
    workerData: { limit, descriptor: WATCHDOG_DESCRIPTOR },
    // The heap limit of the main thread is not meant for this one.
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  }).unref();
}

function send(message: ProcessMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, error => (error === null ? resolve() : reject(error)));
  });
}

/** Sends progress now and then, not for every page. */
function progressSender(): (progress: ExtractionProgress) => void {
  let sentAt = 0;
  return progress => {
    if (performance.now() - sentAt < PROGRESS_EVERY_MS) return;
    sentAt = performance.now();
    process.send?.({ type: 'progress', ...progress } satisfies ProcessMessage);
  };
}

async function prepare({ path, fileName, givenTitle }: ProcessRequest): Promise<void> {
  const bytes = await readFile(path);
  const { title: ownTitle, ...document } = await extractDocument({
    bytes,
    fileName,
    onProgress: progressSender(),
  });
  const { heading, text } = document;
  const title = documentTitle({ given: givenTitle, fileName, ownTitle, heading, text });
  await send({ type: 'document', document: { ...document, title, ownTitle } });
  let batch: PreparedPassage[] = [];
  for (const passage of passagesOf({ ...document, name: title, fileName })) {
    batch.push(passage);
    if (batch.length < PASSAGES_PER_MESSAGE) continue;
    await send({ type: 'passages', passages: batch });
    batch = [];
  }
  if (batch.length > 0) await send({ type: 'passages', passages: batch });
  await send({ type: 'finished' });
}

/** Readers throw all kinds of things at broken files; every one of them means the same to a person. */
function failure(error: unknown): ProcessMessage {
  if (isFoyerError(error)) return { type: 'failed', code: error.code, message: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { type: 'failed', code: 'document.damaged', message: message.slice(0, 500) };
}

process.on('message', (request: ProcessRequest) => {
  prepare(request).catch(error => send(failure(error)));
});
process.on('disconnect', () => process.exit());
startWatchdog();
