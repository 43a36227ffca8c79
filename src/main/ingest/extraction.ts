import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { UPLOAD_MAX_BYTES } from '#shared/contract/limits.ts';
import { DEFAULT_READING_LIMITS, megabytes, type ReadingLimits } from '#shared/contract/reading-limits.ts';
import { FoyerError } from '#shared/errors.ts';
import { workerEntry } from '#main/platform/worker-entry.ts';
import { startExtractionProcess } from './extraction-process.ts';
import type { ExtractionProcess } from './extraction-process.ts';
import { DEFAULT_MEMORY_WATCH } from './killable-process.ts';
import type { ProcessLimits } from './killable-process.ts';
import { heapMegabytesOf, wallTimeLimit } from './limits.ts';
import { NOTHING_RECOGNISED } from './recognition/recognised-page.ts';
import type { Extraction, ExtractionRequest } from './ports.ts';

export type ExtractionOptions = {
  /** Documents read at once, at most. */
  processes?: number;
  /** Those started without delay; the others when a document has waited for `patienceMs`. */
  eagerProcesses?: number;
  patienceMs?: number;
  /** A process is replaced after this many documents: libraries leak. */
  documentsPerProcess?: number;
  /** An unused process ends after this long. */
  idleMs?: number;
  /** What one document may cost, asked for at each; left out, as it is delivered. */
  limitsNow?: () => ReadingLimits;
  /** Wall time in milliseconds for a file of so many bytes; only tests give their own, and limits of the process. */
  wallTimeMs?: (bytes: number) => number;
  limits?: Partial<ProcessLimits>;
  /** The code of the processes; only tests give their own. */
  entry?: URL;
};

const MAX_PROCESSES = 2;
/** A short document is read sooner after another than beside the process that stores it, on two cores. */
const EAGER_PROCESSES = Math.min(MAX_PROCESSES, Math.max(1, availableParallelism() - 1));
/** A slow document does not hold up the others longer. */
const PATIENCE_MS = 1_000;
const DOCUMENTS_PER_PROCESS = 500;
const IDLE_MS = 30_000;

type Waiting = { resolve: (process: ExtractionProcess) => void; reject: (reason: unknown) => void };
type Idle = { process: ExtractionProcess; timer: NodeJS.Timeout };

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new FoyerError('document.file_missing', 'The file is gone', { cause: error });
    }
    throw error;
  }
}

/**
 * A pool of processes that read foreign files. Each is started when first needed, reused, and killed when a
 * document takes too long or too much memory; the others go on. `close` kills them all and rejects what waits.
 */
export function createExtraction(options: ExtractionOptions = {}): Extraction {
  const size = options.processes ?? MAX_PROCESSES;
  const eager = Math.min(size, options.eagerProcesses ?? options.processes ?? EAGER_PROCESSES);
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const documentsPerProcess = options.documentsPerProcess ?? DOCUMENTS_PER_PROCESS;
  const idleMs = options.idleMs ?? IDLE_MS;
  const limitsNow = options.limitsNow ?? (() => DEFAULT_READING_LIMITS);
  const wallTimeMs = options.wallTimeMs ?? ((bytes: number) => wallTimeLimit(bytes, limitsNow().minutes));
  const entry = options.entry ?? workerEntry('extract');
  /** Which memory each process was started with: one that was given other room is not used again. */
  const room = new WeakMap<ExtractionProcess, number>();
  const served = new WeakMap<ExtractionProcess, number>();
  const busy = new Set<ExtractionProcess>();
  const stopping = new Set<Promise<void>>();
  let idle: Idle[] = [];
  let queue: Waiting[] = [];
  const closing = new AbortController();

  const stop = (process: ExtractionProcess): Promise<void> => {
    const stopped = process.stop().finally(() => stopping.delete(stopped));
    stopping.add(stopped);
    return stopped;
  };

  const isReady = (process: ExtractionProcess): boolean =>
    process.isAlive() && room.get(process) === limitsNow().memoryMegabytes;

  const start = (): ExtractionProcess => {
    const { memoryMegabytes } = limitsNow();
    const process = startExtractionProcess(entry, {
      memoryBytes: megabytes(memoryMegabytes),
      heapMegabytes: heapMegabytesOf(memoryMegabytes),
      memoryWatch: DEFAULT_MEMORY_WATCH,
      ...options.limits,
    });
    room.set(process, memoryMegabytes);
    return process;
  };

  const take = (most = eager): ExtractionProcess | null => {
    for (let spare = idle.pop(); spare !== undefined; spare = idle.pop()) {
      clearTimeout(spare.timer);
      if (isReady(spare.process)) return spare.process;
      void stop(spare.process);
    }
    return busy.size < most ? start() : null;
  };

  const acquire = (signal: AbortSignal): Promise<ExtractionProcess> => {
    signal.throwIfAborted();
    const process = take();
    if (process !== null) {
      busy.add(process);
      return Promise.resolve(process);
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        queue = queue.filter(entryOfQueue => entryOfQueue !== waiting);
        clearTimeout(impatience);
        reject(signal.reason);
      };
      const impatience = setTimeout(() => {
        if (busy.size >= size || !queue.includes(waiting)) return;
        queue = queue.filter(entryOfQueue => entryOfQueue !== waiting);
        const another = start();
        busy.add(another);
        waiting.resolve(another);
      }, patienceMs);
      const waiting: Waiting = {
        resolve: granted => {
          clearTimeout(impatience);
          signal.removeEventListener('abort', leave);
          resolve(granted);
        },
        reject: reason => {
          clearTimeout(impatience);
          reject(reason);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.push(waiting);
    });
  };

  const release = (process: ExtractionProcess): void => {
    const most = Math.max(eager, busy.size);
    busy.delete(process);
    const count = (served.get(process) ?? 0) + 1;
    served.set(process, count);
    const isReusable = isReady(process) && count < documentsPerProcess && !closing.signal.aborted;
    if (isReusable) {
      const timer = setTimeout(() => {
        idle = idle.filter(spare => spare.process !== process);
        void stop(process);
      }, idleMs);
      timer.unref();
      idle.push({ process, timer });
    } else {
      void stop(process);
    }
    const next = queue.shift();
    if (next === undefined) return;
    const granted = take(most);
    if (granted === null) {
      queue.unshift(next);
      return;
    }
    busy.add(granted);
    next.resolve(granted);
  };

  async function serve<Result>(
    { path, signal: asked }: Pick<ExtractionRequest, 'path' | 'signal'>,
    work: (
      process: ExtractionProcess,
      options: { wallTimeMs: number; signal: AbortSignal },
    ) => Promise<Result>,
  ): Promise<Result> {
    const signal = AbortSignal.any([asked, closing.signal]);
    signal.throwIfAborted();
    const bytes = await sizeOf(path);
    if (bytes === 0) throw new FoyerError('document.empty', 'The file has no bytes');
    if (bytes > UPLOAD_MAX_BYTES) throw new FoyerError('document.too_large', `${bytes} bytes`);
    const process = await acquire(signal);
    try {
      return await work(process, { wallTimeMs: wallTimeMs(bytes), signal });
    } finally {
      release(process);
    }
  }

  return {
    prepare: request =>
      serve(request, (process, options) =>
        process.read(
          {
            want: 'document',
            path: request.path,
            fileName: request.fileName,
            givenTitle: request.givenTitle ?? null,
            recognised: request.recognised ?? NOTHING_RECOGNISED,
            password: request.password ?? null,
            limits: limitsNow(),
          },
          { ...options, onProgress: request.onProgress },
        ),
      ),
    tryPassword: request =>
      serve(request, (process, options) => {
        const { path, fileName, password } = request;
        return process.tryPassword(
          { want: 'opening', path, fileName, password, limits: limitsNow() },
          options,
        );
      }),
    showsPictures: request =>
      serve(request, (process, options) =>
        process.showsPictures({ want: 'pictures', path: request.path }, options),
      ),
    async close() {
      closing.abort(new FoyerError('document.interrupted', 'Reading was stopped'));
      for (const spare of idle) {
        clearTimeout(spare.timer);
        void stop(spare.process);
      }
      idle = [];
      await Promise.all([...busy].map(stop));
      await Promise.all(stopping);
    },
  };
}
