import type { HeldId } from '#main/platform/held-id.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { ConversationStore, MessageRow } from './store.ts';

/** `sources` only when they are not saved yet: they weigh more than the answer. */
type Unsaved = { content: string; sources?: MessageRow['sources'] };

const SAVE_EVERY_MS = 400; // what a kill can lose of an answer under way

export type ProgressSaving = {
  /** To be saved with the next flush; replaces what waited for the same message. */
  later(messageId: HeldId, change: Unsaved): void;
  /** The answer is saved otherwise: nothing older may come after it. */
  forget(messageId: HeldId): void;
};

/**
 * Saves all answers under way together, a few times a second. A flush to the disk costs milliseconds and holds the
 * event loop: two hundred answers that each flushed for themselves would wait for the disk and do little else.
 */
export function createProgressSaving(
  store: Pick<ConversationStore, 'atOnce' | 'saveProgress'>,
  { log, storage }: { log: Log; storage: Pick<Storage, 'failed'> },
  everyMs = SAVE_EVERY_MS,
): ProgressSaving {
  const waiting = new Map<HeldId, Unsaved>();
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    timer = null;
    if (waiting.size === 0) return;
    try {
      store.atOnce(() => {
        for (const [messageId, change] of waiting) store.saveProgress(messageId, change);
      });
    } catch (error) {
      // A full disk, say. Each answer goes on and tells when it is to be saved whole; a kill before loses more of it.
      log.warn({ err: storage.failed(error), answers: waiting.size }, 'answers under way not saved');
    }
    waiting.clear();
  }

  return {
    later(messageId, change) {
      waiting.set(messageId, { ...waiting.get(messageId), ...change });
      timer ??= setTimeout(flush, everyMs);
    },
    forget(messageId) {
      waiting.delete(messageId);
      if (waiting.size > 0 || timer === null) return;
      clearTimeout(timer);
      timer = null;
    },
  };
}
