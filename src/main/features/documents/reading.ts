import { FoyerError } from '#shared/errors.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Extraction, PreparedPassage } from '#main/ingest/ports.ts';
import { allClients } from '#main/db/client-scope.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import type { JobHandler, JobRun } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { LiveProgress } from './live-progress.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

export const READ_JOB = 'document.read';

const READERS = 6; // more than the processes: what is read waits for nobody, and its writing is shared
const WORTH_TELLING_MS = 150; // a shorter reading is over before anyone sees it
const WRITE_SLICE_MS = 12; // the event loop is never held longer, so that answers keep streaming
const EXTRACTED = 'extracted';
/** Share of the progress bar that reading takes; storing passages takes the rest. */
const READING_SHARE = 0.8;

type Dependencies = {
  store: DocumentStore;
  together: GroupCommit;
  files: ContentStore;
  extraction: Extraction;
  /** Cuts a stored text into passages again, when a reading resumes after its first step. */
  passagesOf: (stored: {
    title: string;
    text: string;
    pages: DocumentText['pages'];
    blocks: DocumentText['blocks'];
    language: DocumentRow['language'];
  }) => PreparedPassage[];
  progress: LiveProgress;
  changes: Changes;
  clock: Clock;
  log: Log;
  /** Called when a document became searchable. */
  onReady: (document: DocumentRow) => void;
};

type DocumentText = NonNullable<ReturnType<DocumentStore['text']>>;

/** From a stored file to searchable passages: read in a killable process, then store in short transactions that documents share. */
export function createReadingJob({
  store,
  together,
  files,
  extraction,
  passagesOf,
  progress,
  changes,
  clock,
  log,
  onReady,
}: Dependencies): JobHandler {
  const now = () => clock.now().toISOString();

  const announce = (document: DocumentRow) =>
    changes.publish({ topic: 'documents', clientId: document.clientId, id: document.id });

  function report(job: JobRun, document: DocumentRow, fraction: number, note: string | null): void {
    progress.set(document.id, { fraction, note });
    job.progress(fraction, note ?? undefined);
    announce(document);
  }

  async function read(job: JobRun, document: DocumentRow): Promise<PreparedPassage[]> {
    if (job.completedStep === EXTRACTED) {
      const stored = store.text(document.id);
      if (stored) return passagesOf({ title: document.title, language: document.language, ...stored });
    }
    if (!(await files.has(document.clientId, document.contentHash)))
      throw new FoyerError('document.file_missing', 'The stored file is gone');
    const extracting = setTimeout(() => {
      store.update(document.id, { state: 'extracting', failure: null, updatedAt: now() });
      announce(document);
    }, WORTH_TELLING_MS);
    const prepared = await extraction
      .prepare({
        path: files.pathOf(document.clientId, document.contentHash),
        fileName: document.fileName,
        signal: job.signal,
        onProgress: ({ done, total, unit }) =>
          report(
            job,
            document,
            total > 0 ? (done / total) * READING_SHARE : 0,
            unit === 'pages' ? `${done}/${total}` : null,
          ),
      })
      .finally(() => clearTimeout(extracting));
    job.signal.throwIfAborted();
    await together(() => {
      store.saveText(document, prepared, {
        title: prepared.title ?? document.title,
        mediaType: prepared.mediaType,
        language: prepared.language,
        pageCount: prepared.pages.length > 0 ? prepared.pages.length : null,
        state: 'indexing',
        failure: null,
        updatedAt: now(),
      });
      job.completeStep(EXTRACTED);
      // Of most documents that is all.
      storeSlice(document, prepared.passages, 0);
    });
    announce(document);
    return prepared.passages;
  }

  /** Stores what fits in one slice, and with the last passage the document is ready. @returns how many are stored. */
  function storeSlice(document: DocumentRow, passages: readonly PreparedPassage[], from: number): number {
    const stored = store.appendPassages(document, passages, from, WRITE_SLICE_MS);
    if (stored === passages.length && stored > 0) {
      store.update(document.id, { state: 'ready', failure: null, passageCount: stored, updatedAt: now() });
    }
    return stored;
  }

  async function storePassages(
    job: JobRun,
    document: DocumentRow,
    passages: readonly PreparedPassage[],
  ): Promise<void> {
    let stored = store.storedPassageCount(document.id);
    while (stored < passages.length) {
      job.signal.throwIfAborted();
      const from = stored;
      stored = await together(() => storeSlice(document, passages, from));
      const fraction = READING_SHARE + (1 - READING_SHARE) * (stored / passages.length);
      job.progress(fraction);
      progress.set(document.id, { fraction, note: null });
    }
  }

  return {
    concurrency: READERS,
    async run(job) {
      const document = store.get(allClients, String(job.payload['documentId']));
      if (!document) return; // deleted meanwhile
      try {
        const passages = await read(job, document);
        if (passages.length === 0) throw new FoyerError('document.no_text', 'No passage in the text');
        await storePassages(job, document, passages);
        const ready = store.get(allClients, document.id);
        if (ready) onReady(ready);
      } finally {
        progress.clear(document.id);
        announce(document);
      }
    },
    onEnd({ payload }, end, code) {
      const document = store.get(allClients, String(payload['documentId']));
      if (!document) return;
      store.removePassages(document);
      store.update(document.id, { state: 'failed', failure: code, passageCount: 0, updatedAt: now() });
      log.info({ document: document.id, client: document.clientId, code, end }, 'document not readable');
      announce(document);
    },
  };
}
