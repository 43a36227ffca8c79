import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { DocumentRecognition as Told } from '#shared/contract/document.ts';
import type { ReadingLimits } from '#shared/contract/reading-limits.ts';
import { isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { DocumentRecognition } from '#main/db/schema/documents.ts';
import { BADLY_RECOGNISED_BELOW, pagesOnce } from '#main/ingest/recognition/recognised-page.ts';
import type { PageRecognition, PageWithin, Recognised } from '#main/ingest/recognition/recognised-page.ts';
import type { PreparedDocument } from '#main/ingest/ports.ts';
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
import type { RecognisedPageFacts, RecognisedStore } from './recognised-store.ts';
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
/** Of the files within a document, those of which there is something to say. */
const FILES_TOLD = 50;
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
  limits: () => ReadingLimits;
  /** Resolves once nobody waits for an answer of a model nearby. */
  whenNobodyAsks: (signal: AbortSignal) => Promise<void>;
};

export type RecognisingService = ReturnType<typeof createRecognising>;

type Places = Pick<Told, 'left' | 'badly' | 'empty' | 'failed' | 'files'>;

/** A page whose text only a picture shows, of a document or of a file within it. */
type PageInDocument = { hash: string; page: number; within: PageWithin | null };

const keyOfPage = ({ hash, page }: { hash: string; page: number }): string => `${hash} ${page}`;

function pagesIn({ contentHash, recognition }: DocumentRow): PageInDocument[] {
  return [
    ...(recognition?.pages ?? []).map(page => ({ hash: contentHash, page, within: null })),
    ...(recognition?.within ?? []).map(within => ({ hash: within.hash, page: within.page, within })),
  ];
}

const hashesIn = (row: DocumentRow): string[] => [
  ...new Set([row.contentHash, ...pagesIn(row).map(({ hash }) => hash)]),
];

/** What there is to say of a page; null of one whose words are certain. */
function outcomeOf(fact: RecognisedPageFacts | undefined): Told['files'][number]['outcome'] | null {
  if (fact === undefined) return 'left';
  if (fact.failure !== null) return 'failed';
  if (!fact.hasWords) return 'empty';
  return fact.confidence < BADLY_RECOGNISED_BELOW ? 'badly' : null;
}

type FoundWithin = PreparedDocument['within'][number];

/** What a limit leaves out is what will not be recognised anyhow. */
const awaitedFirst = (one: FoundWithin, other: FoundWithin): number =>
  Number(one.state === 'left') - Number(other.state === 'left');

const keyOf = (documentId: string): string => `${RECOGNISE_JOB.type}:${documentId}`;

/** The text of pictures and scanned pages: recognised page by page, after everything else, each page once. */
export function createRecognising(dependencies: Dependencies) {
  const { store, recognised, files, jobs, recognition, progress, changes, log, isOn, limits } = dependencies;
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

  async function recognisePage(
    row: DocumentRow,
    { hash, page, within }: PageInDocument,
    signal: AbortSignal,
  ): Promise<void> {
    const startedAt = performance.now();
    let found: PageRecognition | null = null;
    let failure: ErrorCode | null = null;
    try {
      found = await recognition.recognise({
        path: files.pathOf(row.clientId, row.contentHash),
        mediaType: row.mediaType ?? '',
        password: row.lock === null ? null : passwords.of(row),
        page,
        within: within && { at: within.at, hash, fileName: row.fileName, limits: limits() },
        first: row.language ?? 'fr',
        signal,
      });
    } catch (error) {
      if (signal.aborted || !isFoyerError(error) || !OF_ONE_PAGE.has(error.code)) throw error;
      failure = error.code;
      log.warn({ err: error, document: row.id, page }, 'page not recognised');
    }
    signal.throwIfAborted();
    const content = { clientId: row.clientId, contentHash: hash };
    recognised.save(content, page, {
      recognition: found,
      failure,
      milliseconds: performance.now() - startedAt,
    });
  }

  async function run({ payload, signal, ...job }: JobRun<Recognising>): Promise<void> {
    const row = store.get(allClients, payload.documentId);
    if (row?.recognition?.state !== 'awaited' || row.state === 'set_aside') return;
    await requireContent(files, row);
    const pages = pagesIn(row);
    const known = new Set(recognised.facts(row.clientId, hashesIn(row)).map(keyOfPage));
    let done = pages.filter(page => known.has(keyOfPage(page))).length;
    underWay.add(row.id);
    const tell = (): void => {
      const fraction = pages.length === 0 ? 1 : done / pages.length;
      const note = `${done}/${pages.length}`;
      progress.set(row.id, { fraction, note });
      job.progress(fraction, note);
      announce(row);
    };
    try {
      for (const page of pages.filter(one => !known.has(keyOfPage(one)))) {
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
      store.update(row.id, { recognition: { pages: [], ...row.recognition, state: 'done' } });
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
      const pages = recognised.pages(row);
      const hashes = [...new Set(row.recognition?.within?.map(({ hash }) => hash))];
      const within = recognised.within(row.clientId, hashes);
      const known = within.reduce((sum, file) => sum + file.pages.length, pages.length);
      return { pages, within, awaited: isAwaited(row) ? Math.max(0, limits().recognisedPages - known) : 0 };
    },

    /**
     * What is to be kept of a document after a reading; inside its transaction. Pages that are awaited are queued.
     */
    after(
      row: DocumentRow,
      given: Recognised,
      { pictures, within, uncertain }: Pick<PreparedDocument, 'pictures' | 'within' | 'uncertain'>,
    ): DocumentRecognition | null {
      const most = limits().recognisedPages;
      const done = new Set(given.pages.map(({ page }) => page));
      // Read again, a page may be among both.
      const own = [...new Set([...done, ...pictures])];
      const inFiles = [...new Map(within.map(page => [keyOfPage(page), page])).values()];
      if (own.length + inFiles.length === 0) return null;
      const pages = pagesOnce(own.slice(0, most));
      const kept = inFiles.toSorted(awaitedFirst).slice(0, most - pages.length);
      const isMissing =
        pages.some(page => !done.has(page)) || kept.some(({ state }) => state !== 'recognised');
      const found = {
        pages,
        ...(kept.length > 0 ? { within: kept.map(({ state: _state, ...page }) => page) } : {}),
        beyond: own.length + inFiles.length - pages.length - kept.length,
        ...(uncertain.length > 0 ? { uncertain } : {}),
      };
      if (!isMissing) return { ...found, state: 'done' };
      if (given.awaited === 0) return { ...found, state: 'stopped' };
      queue(row);
      return { ...found, state: 'awaited' };
    },

    /** Recognises what is left of a document, also where that is off for all, and tries again what failed. */
    begin(row: DocumentRow): void {
      if (row.recognition?.state === 'awaited') return;
      recognised.forgetFailures(row.clientId, hashesIn(row));
      store.update(row.id, { recognition: { pages: [], ...row.recognition, state: 'awaited' } });
      readAgain(row);
      announce(row);
    },

    /** To be called once a document is gone, or has other files within it than these were. */
    forget: (row: DocumentRow): void => recognised.removeUnneeded(row.clientId, hashesIn(row)),

    stop: (row: Pick<DocumentRow, 'id'>): void => jobs.cancelByKey(keyOf(row.id)),

    /** As the contract tells it; null for a document without pictures. */
    tell(row: DocumentRow): Told | null {
      if (row.recognition === null) return null;
      const { state, beyond = 0 } = row.recognition;
      const pages = pagesIn(row);
      const facts = new Map(
        recognised.facts(row.clientId, hashesIn(row)).map(fact => [keyOfPage(fact), fact]),
      );
      const tried = pages.flatMap(page => facts.get(keyOfPage(page)) ?? []);
      const mean = tried.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / tried.length;
      const isRunning = state === 'awaited' && underWay.has(row.id);
      const told = { left: [], badly: [], empty: [], failed: [], files: [] } as Places;
      for (const { page, hash, within } of pages) {
        const outcome = outcomeOf(facts.get(keyOfPage({ hash, page })));
        if (outcome === null) continue;
        if (within === null) told[outcome].push(page);
        else if (told.files.length < FILES_TOLD) told.files.push({ name: within.name, page, outcome });
      }
      return {
        state: isRunning ? 'running' : state === 'awaited' ? 'waiting' : state,
        pages: pages.length,
        recognised: tried.length,
        withText: tried.filter(({ hasWords }) => hasWords).length,
        beyond,
        ...told,
        secondsLeft:
          isRunning && tried.length > 0 ? Math.ceil(((pages.length - tried.length) * mean) / 1_000) : null,
      };
    },
  };
}
