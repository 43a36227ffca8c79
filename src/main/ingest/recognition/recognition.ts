import { workerEntry } from '#main/platform/worker-entry.ts';
import { DEFAULT_MEMORY_WATCH } from '../killable-process.ts';
import type { ProcessLimits } from '../killable-process.ts';
import { HEAP_LIMIT_MEGABYTES, RECOGNITION_MEMORY_BYTES, RECOGNITION_TIME_MS } from '../limits.ts';
import { createProcessInTurn } from '../process-in-turn.ts';
import { pageRecognition } from './recognised-page.ts';
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

const IDLE_MS = 20_000;

/** One process, one page at a time: a second would take the cores that answers need. */
export function createRecognition(options: RecognitionOptions = {}): Recognition {
  const { wallTimeMs = RECOGNITION_TIME_MS, idleMs = IDLE_MS, entry = workerEntry('recognise') } = options;
  const limits: ProcessLimits = {
    memoryBytes: RECOGNITION_MEMORY_BYTES,
    heapMegabytes: HEAP_LIMIT_MEGABYTES,
    memoryWatch: DEFAULT_MEMORY_WATCH,
    mayLoadNative: true,
    ...options.limits,
  };
  const process = createProcessInTurn<RecognitionProcessRequest, RecognitionMessage>({
    entry,
    limits,
    wallTimeMs,
    idleMs,
  });
  return {
    async recognise({ signal, ...request }) {
      const { page } = await process.ask(request, { signal, isKilled: true });
      return pageRecognition.parse(page);
    },
    close: () => process.close(),
  };
}
