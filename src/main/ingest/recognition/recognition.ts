import { FoyerError } from '#shared/errors.ts';
import { workerEntry } from '#main/platform/worker-entry.ts';
import { DEFAULT_MEMORY_WATCH, startKillableProcess } from '../killable-process.ts';
import type { KillableProcess, ProcessLimits } from '../killable-process.ts';
import { HEAP_LIMIT_MEGABYTES, RECOGNITION_MEMORY_BYTES, RECOGNITION_TIME_MS } from '../limits.ts';
import { pageRecognition } from './recognised-page.ts';
import type { PageRecognition } from './recognised-page.ts';
import type { Recognition, RecognitionProcessRequest } from './ports.ts';
import type { RecognitionMessage } from './recognition-messages.ts';

export type RecognitionOptions = {
  wallTimeMs?: number;
  /** An unused process ends after this long. */
  idleMs?: number;
  limits?: Partial<ProcessLimits>;
  /** The code of the process; only tests give their own. */
  entry?: URL;
};

type Process = KillableProcess<RecognitionProcessRequest, RecognitionMessage>;

const IDLE_MS = 20_000;

/** One process, one page at a time: a second would take the cores that answers need. */
export function createRecognition(options: RecognitionOptions = {}): Recognition {
  const { wallTimeMs = RECOGNITION_TIME_MS, idleMs = IDLE_MS } = options;
  const entry = options.entry ?? workerEntry('recognise');
  const limits: ProcessLimits = {
    memoryBytes: RECOGNITION_MEMORY_BYTES,
    heapMegabytes: HEAP_LIMIT_MEGABYTES,
    memoryWatch: DEFAULT_MEMORY_WATCH,
    mayLoadNative: true,
    ...options.limits,
  };
  const closing = new AbortController();
  let current: Process | null = null;
  let idle: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();

  function living(): Process {
    if (current === null || !current.isAlive()) current = startKillableProcess(entry, limits);
    return current;
  }

  async function stop(): Promise<void> {
    const ending = current;
    current = null;
    await ending?.stop();
  }

  async function recognise(
    request: RecognitionProcessRequest,
    signal: AbortSignal,
  ): Promise<PageRecognition> {
    signal.throwIfAborted();
    if (idle !== null) clearTimeout(idle);
    try {
      return await living().run<PageRecognition>(request, { wallTimeMs, signal }, ({ page }, done) =>
        done(pageRecognition.parse(page)),
      );
    } finally {
      idle = setTimeout(() => void stop(), idleMs);
      idle.unref();
    }
  }

  return {
    recognise({ signal, ...request }) {
      const either = AbortSignal.any([signal, closing.signal]);
      const turn = last.then(() => recognise(request, either));
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      closing.abort(new FoyerError('document.interrupted', 'Recognition was stopped'));
      if (idle !== null) clearTimeout(idle);
      await stop();
    },
  };
}
