import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { DocumentRecognition as Told } from '#shared/contract/document.ts';
import { isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { DocumentRecognition } from '#main/db/schema/documents.ts';
import { BADLY_RECOGNISED_BELOW, pagesOnce } from '#main/ingest/recognition/recognised-page.ts';
import type { PageRecognition, Recognised } from '#main/ingest/recognition/recognised-page.ts';
import type { Recognition } from '#main/ingest/recognition/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, JobRun, Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import { requireContent } from '#main/platform/stored-content.ts';
import type { LiveProgress } from './live-progress.ts';
import type { Passwords } from './passwords.ts';
import { READ_JOB } from './reading.ts';
import type { RecognisedStore } from './recognised-store.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

export const RECOGNISE_JOB = jobKind('document.recognise', z.object({ documentId: z.string() }), {
  called: { fr: 'Reconnaissance du texte de {{name}}', en: 'Text recognition of {{name}}' },
  pointlessAfter: [
    'document.file_missing',
    'document.file_changed',
    'document.encrypted',
    'document.wrong_password',
  ],
});
type Recognising = PayloadOf<typeof RECOGNISE_JOB>;

/** After all that waits and is quick. */
const IDLE_PRIORITY = 1_000;
/** Documents that are still to be read go first: looked at so often. */
const LOOK_EVERY_MS = 500;
/** A page waits for questions no longer: where somebody asks all day, scans are recognised all the same. */
const PATIENCE_MS = 30_000;

/** What is wrong with one page says nothing of the others. */
const OF_ONE_PAGE: ReadonlySet<ErrorCode> = new Set([
  'document.damaged',
  'document.page_not_drawable',
  'document.too_large',
  'document.timeout',
  'document.memory',
]);

type Dependencies = {
  store: DocumentStore;
  recognised: RecognisedStore;
  files: ContentStore;
  jobs: Jobs;
  recognition: Recognition;
  passwords: Pick<Passwords, 'of'>;
  progress: LiveProgress;
  changes: Changes;
  log: Log;
  isOn: () => boolean;
  /** Pages of one document that are recognised. */
  maxPages: () => number;
  /** Resolves once nobody waits for an answer of a model nearby. */
  whenNobodyAsks: (signal: AbortSignal) => Promise<void>;
};

export type RecognisingService = ReturnType<typeof createRecognising>;

const keyOf = (documentId: string): string => `${RECOGNISE_JOB.type}:${documentId}`;

/** The text of pictures and scanned pages: recognised page by page, after everything else, each page once. */
export function createRecognising(dependencies: Dependencies) {
  const { store, recognised, files, jobs, recognition, progress, changes, log, isOn, maxPages } =
    dependencies;
  const { passwords, whenNobodyAsks } = dependencies;
  /** Documents whose pages are being recognised now. */
  const underWay = new Set<string>();

  const announce = ({ clientId, id }: Pick<DocumentRow, 'id' | 'clientId'>): void =>
    changes.publish({ topic: 'documents', clientId, id });

  const isAwaited = ({ recognition: known }: Pick<DocumentRow, 'recognition'>): boolean =>
    known?.state === 'awaited' || (known?.state !== 'stopped' && isOn());

  function queue(row: Pick<DocumentRow, 'id' | 'clientId' | 'fileName'>): void {
    jobs.enqueue(RECOGNISE_JOB, {
      label: row.fileName,
      clientId: row.clientId,
      payload: { documentId: row.id },
      priority: IDLE_PRIORITY,
      idempotencyKey: keyOf(row.id),
    });
  }

  /** What was recognised enters the text and the index by reading the document again, which recognises nothing. */
  function readAgain(row: Pick<DocumentRow, 'id' | 'clientId' | 'fileName'>): void {
    jobs.enqueue(READ_JOB, {
      label: row.fileName,
      clientId: row.clientId,
      payload: { documentId: row.id },
      idempotencyKey: `${READ_JOB.type}:${row.id}`,
    });
  }

  /** Documents that are read without recognition, and whoever asks a model, go first. */
  async function whenItsTurn(documentId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const waiting = jobs.openAbout(READ_JOB, 'documentId');
      waiting.delete(documentId);
      if (waiting.size === 0) break;
      await delay(LOOK_EVERY_MS, undefined, { signal });
    }
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      await whenNobodyAsks(AbortSignal.any([signal, patience]));
    } catch (error) {
      if (signal.aborted || !patience.aborted) throw error;
    }
  }

  async function recognisePage(row: DocumentRow, page: number, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    let found: PageRecognition | null = null;
    let failure: ErrorCode | null = null;
    try {
      found = await recognition.recognise({
        path: files.pathOf(row.clientId, row.contentHash),
        mediaType: row.mediaType ?? '',
        password: row.lock === null ? null : passwords.of(row),
        page,
        first: row.language ?? 'fr',
        signal,
      });
    } catch (error) {
      if (signal.aborted || !isFoyerError(error) || !OF_ONE_PAGE.has(error.code)) throw error;
      failure = error.code;
      log.warn({ err: error, document: row.id, page }, 'page not recognised');
    }
    signal.throwIfAborted();
    recognised.save(row, page, { recognition: found, failure, milliseconds: performance.now() - startedAt });
  }

  async function run({ payload, signal, ...job }: JobRun<Recognising>): Promise<void> {
    const row = store.get(allClients, payload.documentId);
    if (row?.recognition?.state !== 'awaited' || row.state === 'set_aside') return;
    await requireContent(files, row);
    const { pages } = row.recognition;
    const known = new Set(recognised.facts(row).map(({ page }) => page));
    let done = pages.filter(page => known.has(page)).length;
    underWay.add(row.id);
    const tell = (): void => {
      const fraction = pages.length === 0 ? 1 : done / pages.length;
      const note = `${done}/${pages.length}`;
      progress.set(row.id, { fraction, note });
      job.progress(fraction, note);
      announce(row);
    };
    try {
      for (const page of pages.filter(number => !known.has(number))) {
        tell();
        await whenItsTurn(row.id, signal);
        await recognisePage(row, page, signal);
        done += 1;
      }
    } finally {
      underWay.delete(row.id);
      progress.clear(row.id);
    }
    store.transaction(() => {
      store.update(row.id, { recognition: { state: 'done', pages } });
      readAgain(row);
    });
    announce(row);
  }

  /** It was stopped, or went wrong: what is done enters the index, and what is not is told. */
  function stopped(documentId: string): void {
    const row = store.get(allClients, documentId);
    if (row?.recognition?.state !== 'awaited' || row.state === 'set_aside') return;
    store.transaction(() => {
      store.update(row.id, {
        recognition: { ...(row.recognition ?? { pages: [] }), state: 'stopped' },
      });
      readAgain(row);
    });
    announce(row);
  }

  const handler: JobHandler<Recognising> = {
    concurrency: 1,
    run,
    onEnd: ({ payload }) => stopped(payload.documentId),
  };

  return {
    handler,

    /** What a reading is given of the pictures in a document. */
    before(row: DocumentRow): Recognised {
      return { pages: recognised.pages(row), isAwaited: isAwaited(row) };
    },

    /**
     * What is to be kept of a document after a reading that left out the pages of `pictures`; inside its transaction.
     * Those that are awaited are queued.
     */
    after(row: DocumentRow, given: Recognised, pictures: readonly number[]): DocumentRecognition | null {
      const pages = pagesOnce([...given.pages.map(({ page }) => page), ...pictures]).slice(0, maxPages());
      if (pages.length === 0) return null;
      if (pictures.length === 0) return { state: 'done', pages };
      if (!given.isAwaited) return { state: 'stopped', pages };
      queue(row);
      return { state: 'awaited', pages };
    },

    /** Recognises what is left of a document, also where that is off for all, and tries again what failed. */
    begin(row: DocumentRow): void {
      if (row.recognition?.state === 'awaited') return;
      recognised.forgetFailures(row);
      store.update(row.id, { recognition: { pages: [], ...row.recognition, state: 'awaited' } });
      readAgain(row);
      announce(row);
    },

    stop: (row: Pick<DocumentRow, 'id'>): void => jobs.cancelByKey(keyOf(row.id)),

    /** As the contract tells it; null for a document without pictures. */
    tell(row: DocumentRow): Told | null {
      if (row.recognition === null) return null;
      const { state, pages } = row.recognition;
      const facts = recognised.facts(row).filter(({ page }) => pages.includes(page));
      const known = new Set(facts.map(({ page }) => page));
      const left = pages.filter(page => !known.has(page));
      const mean = facts.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / facts.length;
      const isRunning = state === 'awaited' && underWay.has(row.id);
      return {
        state: isRunning ? 'running' : state === 'awaited' ? 'waiting' : state,
        pages: pages.length,
        recognised: facts.length,
        left,
        badly: facts
          .filter(({ hasWords, confidence }) => hasWords && confidence < BADLY_RECOGNISED_BELOW)
          .map(({ page }) => page),
        empty: facts.filter(({ hasWords, failure }) => !hasWords && failure === null).map(({ page }) => page),
        failed: facts.filter(({ failure }) => failure !== null).map(({ page }) => page),
        secondsLeft: isRunning && facts.length > 0 ? Math.ceil((left.length * mean) / 1_000) : null,
      };
    },
  };
}
