import { Worker } from 'node:worker_threads';
import { isFoyerError } from '#shared/errors.ts';
import type { Failure } from './killable-process.ts';
import { WATCHDOG_DESCRIPTOR, WATCHDOG_LIMIT_VARIABLE } from './process-messages.ts';

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

function send(message: object): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, error => (error === null ? resolve() : reject(error)));
  });
}

/** Readers throw all kinds of things at broken files; every one of them means the same to a person. */
function failure(error: unknown): Failure {
  if (isFoyerError(error)) return { type: 'failed', code: error.code, message: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { type: 'failed', code: 'document.damaged', message: message.slice(0, 500) };
}

/** The life of a process that a `KillableProcess` starts: it answers requests until its parent is gone. */
export function answerRequests<Request extends object, Message extends object>(
  answer: (request: Request, send: (message: Message) => Promise<void>) => Promise<void>,
): void {
  process.on('message', (request: Request) => {
    answer(request, send).catch((error: unknown) => send(failure(error)));
  });
  process.on('disconnect', () => process.exit());
  startWatchdog();
}
