import { z } from 'zod';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Extraction, PreparedPassage } from '#main/ingest/ports.ts';
import { allClients } from '#main/db/client-scope.ts';
import { searchedName } from '#main/language/document-name.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, JobUnderWay } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import { isContentLost, requireContent } from '#main/platform/stored-content.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { DOCUMENT_FAILED, DOCUMENT_READY } from './events.ts';
import type { LiveProgress } from './live-progress.ts';
import type { Passwords } from './passwords.ts';
import type { RecognisingService } from './recognising.ts';
import type { DocumentRow, DocumentStore } from './store.ts';

export const READ_JOB = jobKind('document.read', z.object({ documentId: z.string() }), {
  called: null,
  pointlessAfter: [
    'document.encrypted',
    'document.wrong_password',
    'document.protected',
    'document.damaged',
    'document.empty',
    'document.no_text',
    'document.too_large',
    'document.unsupported',
    'document.timeout',
    'document.memory',
    'document.file_missing',
    'document.file_changed',
    'resource.not_found',
  ],
});
type Reading = PayloadOf<typeof READ_JOB>;

const READERS = 6; // more than the processes: what is read waits for nobody, and its writing is shared
const WORTH_TELLING_MS = 150; // a shorter reading is over before anyone sees it
const WRITE_SLICE_MS = 12; // the event loop is never held longer, so that answers keep streaming
const EXTRACTED = 'extracted';
/** Share of the progress bar that reading takes; storing passages takes the rest. */
const READING_SHARE = 0.8;

/** Cuts a stored text into passages again, when a reading resumes after its first step. */
export type PassagesOf = (stored: {
  name: string;
  fileName: string;
  text: string;
  pages: DocumentText['pages'];
  blocks: DocumentText['blocks'];
  language: DocumentRow['language'];
}) => PreparedPassage[];

type Dependencies = {
  store: DocumentStore;
  together: GroupCommit;
  files: ContentStore;
  extraction: Extraction;
  passagesOf: PassagesOf;
  progress: LiveProgress;
  events: Events;
  changes: Changes;
  whenWritable: Storage['whenWritable'];
  clock: Clock;
  log: Log;
  /** Which readers these are (`ingest/reader-version.ts`). */
  readerVersion: number;
  /** What was and will be recognised in the pictures of documents. */
  recognising: Pick<RecognisingService, 'before' | 'after' | 'forget'>;
  passwords: Pick<Passwords, 'of' | 'keptFor' | 'release'>;
  /** Sets aside what a document replaces, in the transaction in which it becomes ready. */
  takePlace: (document: DocumentRow) => DocumentRow[];
  /** Brings what people made of passages into those that were read, in the same transaction. */
  applyToNew: (document: DocumentRow, earlier: readonly DocumentRow[]) => void;
  /** Called when a document became searchable, with the earlier versions that it took the place of. */
  onReady: (document: DocumentRow, setAside: readonly DocumentRow[]) => void;
};

type DocumentText = NonNullable<ReturnType<DocumentStore['text']>>;

/** Whether a document that was read with a password cannot be read again for want of it. */
function isLockedOut(error: unknown, { lock }: DocumentRow): boolean {
  return (
    lock === 'opened' &&
    isFoyerError(error) &&
    (error.code === 'document.encrypted' || error.code === 'document.wrong_password')
  );
}

/** From a stored file to searchable passages: read in a killable process, then store in short transactions that documents share. */
export function createReadingJob({
  store,
  together,
  files,
  extraction,
  passagesOf,
  progress,
  events,
  changes,
  whenWritable,
  clock,
  log,
  readerVersion,
  recognising,
  passwords,
  takePlace,
  applyToNew,
  onReady,
}: Dependencies): JobHandler<Reading> {
  const now = () => clock.now().toISOString();
  /** By the document that took their place in a transaction of its reading. */
  const setAside = new Map<string, DocumentRow[]>();

  const announce = (document: DocumentRow) =>
    changes.publish({ topic: 'documents', clientId: document.clientId, id: document.id });

  function report(job: JobUnderWay, document: DocumentRow, fraction: number, note: string | null): void {
    progress.set(document.id, { fraction, note });
    job.progress(fraction, note ?? undefined);
    announce(document);
  }

  /** The passages of the text that is stored; null when none is. */
  function fromStoredText(document: DocumentRow): PreparedPassage[] | null {
    const stored = store.text(document.id);
    if (!stored) return null;
    const { title: name, fileName, language } = document;
    return passagesOf({ name, fileName, language, ...stored });
  }

  /**
   * What is left of a document that cannot be read again, because its file is gone or another than was taken in, or its
   * password is not kept: the passages it has, else those of its stored text. Null when neither is there.
   */
  async function keep(document: DocumentRow): Promise<PreparedPassage[] | null> {
    const stored = store.storedPassageCount(document.id);
    if (stored === 0) return fromStoredText(document);
    await together(() => {
      throwIfSetAside(document);
      if (document.recognition?.state === 'awaited')
        store.update(document.id, { recognition: { ...document.recognition, state: 'stopped' } });
      becomeReady(document, stored, false);
    });
    return [];
  }

  /** @returns its passages; null while all of its text is still to be recognised */
  async function read(job: JobUnderWay, document: DocumentRow): Promise<PreparedPassage[] | null> {
    const again = job.completedStep === EXTRACTED ? fromStoredText(document) : null;
    if (again) return again;
    const password = passwords.of(document);
    if (document.lock === 'opened' && password === null)
      throw new FoyerError('document.encrypted', 'Its password is not kept');
    // What was just taken in is not read twice.
    if (document.readerVersion !== null) await requireContent(files, document);
    else if (!(await files.has(document.clientId, document.contentHash)))
      throw new FoyerError('document.file_missing', 'The stored file is gone');
    const extracting = setTimeout(() => {
      // What answers goes on answering while recognised pages are added to it.
      if (['ready', 'set_aside'].includes(store.get(allClients, document.id)?.state ?? '')) return;
      whenWritable(() => {
        store.update(document.id, { state: 'extracting', failure: null, updatedAt: now() });
        announce(document);
      });
    }, WORTH_TELLING_MS);
    const recognised = recognising.before(document);
    const prepared = await extraction
      .prepare({
        path: files.pathOf(document.clientId, document.contentHash),
        fileName: document.fileName,
        givenTitle: document.givenTitle,
        recognised,
        password,
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
    const isAwaited = prepared.text === '';
    await together(() => {
      throwIfSetAside(document);
      store.saveText(document, prepared, {
        // A person may have renamed it meanwhile: then the index is brought up to that once it is ready.
        ...(store.get(allClients, document.id)?.givenTitle === document.givenTitle
          ? { title: prepared.title, searchedName: searchedName(prepared.title, document.fileName) }
          : { searchedName: null }),
        ownTitle: prepared.ownTitle,
        warnings: prepared.warnings,
        lock: prepared.lock,
        ...(prepared.lock === 'opened' ? { sealedPassword: keptNow(document) } : {}),
        recognition: recognising.after(document, recognised, prepared),
        readerVersion,
        mediaType: prepared.mediaType,
        language: prepared.language,
        pageCount: prepared.pages.length > 0 ? prepared.pages.length : null,
        state: isAwaited ? 'extracting' : 'indexing',
        failure: null,
        updatedAt: now(),
      });
      recognising.forget(document); // of files that are within it no more
      if (isAwaited) return;
      job.completeStep(EXTRACTED);
      // Of most documents that is all.
      storeSlice(document, prepared.passages, 0);
    });
    announce(document);
    return isAwaited ? null : prepared.passages;
  }

  /** A person may have given or forgotten its password while it was being read. */
  function keptNow({ id }: DocumentRow): string | null {
    const row = store.get(allClients, id);
    return row && passwords.keptFor(row);
  }

  /** A newer version may take its place while this one is being read. */
  function throwIfSetAside(document: DocumentRow): void {
    if (store.get(allClients, document.id)?.state === 'set_aside')
      throw new FoyerError('document.interrupted', 'A newer version has taken its place');
  }

  /**
   * Stores what fits in one slice; with the last passage the document is ready, and takes the place of what it
   * replaces in the same moment. @returns how many are stored.
   */
  function storeSlice(document: DocumentRow, passages: readonly PreparedPassage[], from: number): number {
    const stored = store.appendPassages(document, passages, from, WRITE_SLICE_MS);
    if (stored === passages.length && stored > 0) becomeReady(document, stored, true);
    return stored;
  }

  /** @param isRead false where its passages are those of an earlier reading, with what people made of them */
  function becomeReady(document: DocumentRow, passageCount: number, isRead: boolean): void {
    store.update(document.id, { state: 'ready', failure: null, passageCount, updatedAt: now() });
    const { id: subjectId, clientId } = document;
    events.record(DOCUMENT_READY, { clientId, subjectId, payload: { passages: passageCount } });
    const ready = store.get(allClients, document.id);
    if (ready === null) return;
    const earlier = ready.replaces === null ? [] : takePlace(ready);
    if (earlier.length > 0) setAside.set(document.id, earlier);
    if (isRead) applyToNew(ready, earlier);
  }

  async function storePassages(
    job: JobUnderWay,
    document: DocumentRow,
    passages: readonly PreparedPassage[],
  ): Promise<void> {
    let stored = store.storedPassageCount(document.id);
    while (stored < passages.length) {
      job.signal.throwIfAborted();
      const from = stored;
      stored = await together(() => {
        throwIfSetAside(document);
        return storeSlice(document, passages, from);
      });
      const fraction = READING_SHARE + (1 - READING_SHARE) * (stored / passages.length);
      job.progress(fraction);
      progress.set(document.id, { fraction, note: null });
    }
  }

  return {
    concurrency: READERS,
    async run(job) {
      const document = store.get(allClients, job.payload.documentId);
      if (!document || document.state === 'set_aside') return; // deleted or replaced meanwhile
      let done = false;
      try {
        const passages = await read(job, document).catch(async (error: unknown) => {
          const kept = isContentLost(error) || isLockedOut(error, document) ? await keep(document) : null;
          const isReady = store.get(allClients, document.id)?.state === 'ready';
          if (kept === null || (kept.length === 0 && !isReady)) throw error;
          log.warn({ err: error, document: document.id }, 'kept as it was read before');
          return kept;
        });
        if (passages === null) return;
        const isReady = store.get(allClients, document.id)?.state === 'ready';
        if (passages.length === 0 && !isReady)
          throw new FoyerError('document.no_text', 'No passage in the text');
        // People may have left some out, or cut them otherwise, since.
        if (!isReady) await storePassages(job, document, passages);
        const ready = store.get(allClients, document.id);
        if (ready) onReady(ready, setAside.get(document.id) ?? []);
        done = true;
      } finally {
        setAside.delete(document.id);
        if (done && store.get(allClients, document.id)?.recognition?.state !== 'awaited')
          passwords.release(document.id);
        progress.clear(document.id);
        if (!done) announce(document); // else it was told that it is ready
      }
    },
    onEnd({ payload }, end, code) {
      passwords.release(payload.documentId);
      const document = store.get(allClients, payload.documentId);
      if (!document || document.state === 'set_aside') return;
      store.transaction(() => {
        store.removePassages(document);
        store.update(document.id, {
          state: 'failed',
          failure: code,
          dismissedAt: null, // a new failure counts again
          warnings: [],
          lock: null, // what asks for a password fails with that
          passageCount: 0,
          searchedName: null,
          readerVersion,
          updatedAt: now(),
        });
        const { id: subjectId, clientId } = document;
        events.record(DOCUMENT_FAILED, { clientId, subjectId, payload: { failure: code } });
      });
      log.info({ document: document.id, client: document.clientId, code, end }, 'document not readable');
    },
  };
}
