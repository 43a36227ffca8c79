import { ON_SAME_NAME, type Document, type SameNameChoice } from '#shared/contract/document.ts';

export type UploadState = 'waiting' | 'sending' | 'done' | 'duplicate' | 'failed' | 'cancelled';

export type Upload<Problem extends string = string> = {
  id: number;
  name: string;
  /** Bytes. */
  size: number;
  state: UploadState;
  /** 0 to 1 while sending. */
  progress: number;
  problem: Problem | null;
  documentId: string | null;
};

export type UploadTarget = readonly [string, ...string[]];

export type UploadQueueDependencies<Problem extends string> = {
  /** Sends one file to its chatbots. */
  send: (
    file: File,
    options: {
      chatbotIds: UploadTarget;
      onSameName: SameNameChoice;
      onProgress: (fraction: number) => void;
      signal: AbortSignal;
    },
  ) => Promise<Document[]>;
  /** Told what became of each file. */
  onAdded: (documents: readonly Document[]) => void;
  problemOf: (error: unknown) => Problem;
};

const SENT_AT_ONCE = 3; // enough to hide the wait between files; more only share the same line

type Entry<Problem extends string> = {
  upload: Upload<Problem>;
  file: File;
  chatbotIds: UploadTarget;
  onSameName: SameNameChoice;
  abort: AbortController;
};

/**
 * Files on their way to Foyer. The queue lives outside the pages: leaving the page interrupts nothing. Each file goes
 * by itself, so that one refusal or cancellation touches no other.
 */
export function createUploadQueue<Problem extends string>({
  send,
  onAdded,
  problemOf,
}: UploadQueueDependencies<Problem>) {
  let entries: readonly Entry<Problem>[] = [];
  let snapshot: readonly Upload<Problem>[] = [];
  let nextId = 1;
  let sending = 0;
  const listeners = new Set<() => void>();

  function publish(): void {
    snapshot = entries.map(({ upload }) => upload);
    for (const listener of listeners) listener();
  }

  function change(id: number, given: Partial<Upload<Problem>>): void {
    entries = entries.map(entry =>
      entry.upload.id === id ? { ...entry, upload: { ...entry.upload, ...given } } : entry,
    );
    publish();
  }

  function pump(): void {
    while (sending < SENT_AT_ONCE) {
      const next = entries.find(({ upload }) => upload.state === 'waiting');
      if (!next) return;
      sending += 1;
      change(next.upload.id, { state: 'sending', progress: 0, problem: null });
      void transmit(next).finally(() => {
        sending -= 1;
        pump();
      });
    }
  }

  async function transmit(entry: Entry<Problem>): Promise<void> {
    const { upload, file, chatbotIds, onSameName, abort } = entry;
    const { id } = upload;
    try {
      const onProgress = (progress: number) => change(id, { progress });
      const added = await send(file, { chatbotIds, onSameName, onProgress, signal: abort.signal });
      onAdded(added);
      const [document] = added;
      const state = document?.duplicate ? 'duplicate' : 'done';
      change(id, { state, progress: 1, documentId: document?.id ?? null });
    } catch (error) {
      change(
        id,
        abort.signal.aborted ? { state: 'cancelled' } : { state: 'failed', problem: problemOf(error) },
      );
    }
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** Stable between changes. */
    uploads: (): readonly Upload<Problem>[] => snapshot,

    add(files: readonly File[], chatbotIds: UploadTarget): void {
      const names = new Map<string, number>();
      for (const { name } of files) names.set(name, (names.get(name) ?? 0) + 1);
      const added = files.map((file): Entry<Problem> => {
        const { name, size } = file;
        // Files of one folder that share a name are different documents, though each is sent by itself.
        const onSameName = names.get(name) === 1 ? ON_SAME_NAME : 'keep';
        const upload: Upload<Problem> = {
          id: nextId++,
          name,
          size,
          state: 'waiting',
          progress: 0,
          problem: null,
          documentId: null,
        };
        return { upload, file, chatbotIds, onSameName, abort: new AbortController() };
      });
      entries = [...entries, ...added];
      publish();
      pump();
    },

    cancel(id: number): void {
      const entry = entries.find(({ upload }) => upload.id === id);
      if (!entry) return;
      if (entry.upload.state === 'waiting') change(id, { state: 'cancelled' });
      if (entry.upload.state === 'sending') entry.abort.abort();
    },

    retry(id: number): void {
      entries = entries.map(entry =>
        entry.upload.id === id && ['failed', 'cancelled'].includes(entry.upload.state)
          ? { ...entry, abort: new AbortController(), upload: { ...entry.upload, state: 'waiting' } }
          : entry,
      );
      publish();
      pump();
    },

    /** Takes what has ended off the list. */
    clearEnded(): void {
      entries = entries.filter(({ upload }) => upload.state === 'waiting' || upload.state === 'sending');
      publish();
    },
  };
}

/** How many are under way, how many have ended, and how far all of them are by bytes (0 to 1). */
export function uploadTotals(uploads: readonly Upload[]): {
  open: number;
  ended: number;
  failed: number;
  progress: number;
} {
  const counted = uploads.filter(({ state }) => state !== 'cancelled');
  const open = counted.filter(({ state }) => state === 'waiting' || state === 'sending').length;
  const weight = (upload: Upload) => Math.max(1, upload.size);
  const total = counted.reduce((sum, upload) => sum + weight(upload), 0);
  const sent = counted.reduce((sum, upload) => {
    const share = upload.state === 'sending' ? upload.progress : upload.state === 'waiting' ? 0 : 1;
    return sum + weight(upload) * share;
  }, 0);
  return {
    open,
    ended: counted.length - open,
    failed: counted.filter(({ state }) => state === 'failed').length,
    progress: total === 0 ? 0 : sent / total,
  };
}
