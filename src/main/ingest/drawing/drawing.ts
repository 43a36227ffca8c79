import { FoyerError, isFoyerError } from '#shared/errors.ts';
import { workerEntry } from '#main/platform/worker-entry.ts';
import { DEFAULT_MEMORY_WATCH } from '../killable-process.ts';
import type { ProcessLimits } from '../killable-process.ts';
import { DRAWING_MEMORY_BYTES, DRAWING_TIME_MS, HEAP_LIMIT_MEGABYTES } from '../limits.ts';
import type { Drawing } from '../ports.ts';
import { createProcessInTurn } from '../process-in-turn.ts';
import type { DrawMessage, DrawRequest } from './draw-messages.ts';
import { pageKind } from './real-pages.ts';

export type DrawingOptions = {
  wallTimeMs?: number;
  idleMs?: number;
  limits?: Partial<ProcessLimits>;
  /** The code of the process; only tests give their own. */
  entry?: URL;
};

/** An unused process ends after this long. */
const IDLE_MS = 30_000;

/** One process draws for everybody, a page after the other: who has left meanwhile is passed over. */
export function createDrawing(options: DrawingOptions = {}): Drawing {
  const { wallTimeMs = DRAWING_TIME_MS, idleMs = IDLE_MS, entry = workerEntry('draw') } = options;
  const limits: ProcessLimits = {
    memoryBytes: DRAWING_MEMORY_BYTES,
    heapMegabytes: HEAP_LIMIT_MEGABYTES,
    memoryWatch: DEFAULT_MEMORY_WATCH,
    mayLoadNative: true,
    ...options.limits,
  };
  const process = createProcessInTurn<DrawRequest, DrawMessage>({ entry, limits, wallTimeMs, idleMs });

  const ask = async (request: DrawRequest, signal: AbortSignal | undefined): Promise<DrawMessage> => {
    try {
      // Finished for nobody rather than killed: who turns pages fast would start a process for each.
      return await process.ask(request, { signal, isKilled: false });
    } catch (error) {
      if (isFoyerError(error) && DRAWING_FAILED.has(error.code))
        throw new FoyerError('document.page_not_drawable', error.message, { cause: error });
      throw error;
    }
  };

  const unexpected = (message: DrawMessage): FoyerError =>
    new FoyerError('internal.unexpected', `The drawing process answered with ${message.type}`);

  return {
    kindOf: pageKind,
    async image({ signal, ...page }) {
      const message = await ask({ ...page, want: 'image' }, signal);
      if (message.type !== 'image') throw unexpected(message);
      return { bytes: message.bytes, mediaType: message.mediaType };
    },
    async layout({ signal, ...page }) {
      const message = await ask({ ...page, want: 'layout' }, signal);
      if (message.type !== 'layout') throw unexpected(message);
      return { width: message.width, height: message.height, boxes: message.boxes };
    },
    close: () => process.close(),
  };
}

/** Whatever the process came to grief over, the page has no picture. */
const DRAWING_FAILED: ReadonlySet<string> = new Set([
  'document.encrypted',
  'document.damaged',
  'document.too_large',
  'document.timeout',
  'document.memory',
]);
