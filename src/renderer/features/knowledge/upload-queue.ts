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
  /** Sends files to their chatbots; what became of each comes in their order. */
  send: (
    files: readonly File[],
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
  /** How long to wait before what was refused is sent again by itself, in milliseconds; null where a person decides. */
  waitAfter: (problem: Problem) => number | null;
};

const SENT_AT_ONCE = 3; // enough to hide the wait between files; more only share the same line
/** Of many small files, so many go together: a request for each takes longer than its bytes. */
const SMALL_BYTES = 256 * 1024;
const TOGETHER_MOST = 50;
/** As many as this share of those that wait: a few files go one by one, each with a progress of its own. */
const TOGETHER_SHARE = 10;
/** A page is told of changes so often. */
const TOLD_EVERY_MS = 100;

type Entry<Problem extends string> = {
  upload: Upload<Problem>;
  file: File;
  chatbotIds: UploadTarget;
  onSameName: SameNameChoice;
  abort: AbortController;
  /** Something was wrong with those it went with: it goes by itself, so that their refusal is not its own. */
  isAlone: boolean;
};

const isSameTarget = (one: UploadTarget, other: UploadTarget): boolean => one.join() === other.join();

/**
 * Files on their way to Foyer. The queue lives outside the pages: leaving the page interrupts nothing. A refusal or
 * cancellation of one file touches no other.
 */
export function createUploadQueue<Problem extends string>({
  send,
  onAdded,
  problemOf,
  waitAfter,
}: UploadQueueDependencies<Problem>) {
  const entries = new Map<number, Entry<Problem>>();
  /** In the order in which they are sent. */
  const waiting = new Set<number>();
  let snapshot: readonly Upload<Problem>[] | null = [];
  let nextId = 1;
  let sending = 0;
  /** Nothing is sent before this timer ends. */
  let pause: ReturnType<typeof setTimeout> | null = null;
  let telling: ReturnType<typeof setTimeout> | null = null;
  let isTellingDue = false;
  const listeners = new Set<() => void>();

  function tell(): void {
    for (const listener of listeners) listener();
    isTellingDue = false;
    telling = setTimeout(() => {
      telling = null;
      if (isTellingDue) tell();
    }, TOLD_EVERY_MS);
  }

  function publish(): void {
    snapshot = null;
    isTellingDue = true;
    if (telling === null) tell();
  }

  function change({ upload: { id } }: Entry<Problem>, given: Partial<Upload<Problem>>): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.upload = { ...entry.upload, ...given };
    if (entry.upload.state === 'waiting') waiting.add(id);
    else waiting.delete(id);
    publish();
  }

  /** Those that are sent next, in one request. */
  function nextOnes(): Entry<Problem>[] {
    const most = Math.min(TOGETHER_MOST, Math.max(1, Math.floor(waiting.size / TOGETHER_SHARE)));
    const found: Entry<Problem>[] = [];
    for (const id of waiting) {
      const entry = entries.get(id);
      const [first] = found;
      if (entry === undefined) continue;
      const isWithFirst =
        first === undefined ||
        (isSmall(first) &&
          isSmall(entry) &&
          entry.onSameName === first.onSameName &&
          isSameTarget(entry.chatbotIds, first.chatbotIds));
      if (!isWithFirst || found.push(entry) === most) break;
    }
    return found;
  }

  const isSmall = ({ file, isAlone }: Entry<Problem>): boolean => !isAlone && file.size <= SMALL_BYTES;

  function pump(): void {
    while (sending < SENT_AT_ONCE && pause === null) {
      const next = nextOnes();
      if (next.length === 0) return;
      sending += 1;
      for (const entry of next) change(entry, { state: 'sending', progress: 0, problem: null });
      void transmit(next).finally(() => {
        sending -= 1;
        pump();
      });
    }
  }

  function waitFor(milliseconds: number): void {
    pause ??= setTimeout(() => {
      pause = null;
      pump();
    }, milliseconds);
  }

  async function transmit(sent: readonly Entry<Problem>[]): Promise<void> {
    const [first] = sent;
    if (first === undefined) return;
    const { chatbotIds, onSameName } = first;
    try {
      const added = await send(
        sent.map(({ file }) => file),
        {
          chatbotIds,
          onSameName,
          onProgress: progress => sent.forEach(entry => change(entry, { progress })),
          signal: AbortSignal.any(sent.map(({ abort }) => abort.signal)),
        },
      );
      onAdded(added);
      for (const [index, entry] of sent.entries()) {
        const document = added[index];
        const state = document?.duplicate ? 'duplicate' : 'done';
        change(entry, { state, progress: 1, documentId: document?.id ?? null });
      }
    } catch (error) {
      const problem = problemOf(error);
      const wait = waitAfter(problem);
      if (wait !== null) waitFor(wait);
      for (const entry of sent) {
        if (entry.abort.signal.aborted) change(entry, { state: 'cancelled' });
        else if (wait !== null || sent.length > 1) {
          entry.isAlone = entry.isAlone || wait === null;
          change(entry, { state: 'waiting', progress: 0 });
        } else change(entry, { state: 'failed', problem });
      }
    }
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** Stable between changes. */
    uploads: (): readonly Upload<Problem>[] =>
      (snapshot ??= [...entries.values()].map(({ upload }) => upload)),

    add(files: readonly File[], chatbotIds: UploadTarget): void {
      const names = new Map<string, number>();
      for (const { name } of files) names.set(name, (names.get(name) ?? 0) + 1);
      for (const file of files) {
        const { name, size } = file;
        const id = nextId++;
        entries.set(id, {
          upload: { id, name, size, state: 'waiting', progress: 0, problem: null, documentId: null },
          file,
          chatbotIds,
          // Files of one folder that share a name are different documents.
          onSameName: names.get(name) === 1 ? ON_SAME_NAME : 'keep',
          abort: new AbortController(),
          isAlone: false,
        });
        waiting.add(id);
      }
      publish();
      pump();
    },

    cancel(id: number): void {
      const entry = entries.get(id);
      if (entry?.upload.state === 'waiting') change(entry, { state: 'cancelled' });
      if (entry?.upload.state === 'sending') entry.abort.abort();
    },

    retry(id: number): void {
      const entry = entries.get(id);
      if (entry === undefined || !['failed', 'cancelled'].includes(entry.upload.state)) return;
      entry.abort = new AbortController();
      change(entry, { state: 'waiting' });
      pump();
    },

    /** Takes what has ended off the list. */
    clearEnded(): void {
      for (const [id, { upload }] of entries)
        if (upload.state !== 'waiting' && upload.state !== 'sending') entries.delete(id);
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
