import { join } from 'node:path';
import { megabytes } from '#shared/contract/reading-limits.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import { keepsQuarantine } from '#main/db/restore.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import { healthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { KeywordIndexWriter, VectorIndex } from '#main/index/ports.ts';
import type { Drawing, Extraction } from '#main/ingest/ports.ts';
import type { Recognition } from '#main/ingest/recognition/ports.ts';
import { termsOf } from '#main/language/passage-terms.ts';
import { createContentLocks, sweepContents } from '#main/platform/content-locks.ts';
import { createContentStore } from '#main/platform/content-store.ts';
import { moveFlatFiles } from '#main/platform/flat-files.ts';
import { eventWork } from '#main/platform/events/index.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { fill } from '#main/platform/terminal-words.ts';
import { createAlikePassages } from './alike-passages.ts';
import { createBadPages } from './bad-pages.ts';
import { createCopies } from './copies.ts';
import {
  DOCUMENT_FAILED,
  DOCUMENT_MENDED,
  DOCUMENT_READY,
  DOCUMENT_REMOVED,
  DOCUMENT_SET_ASIDE,
} from './events.ts';
import { createFlaggedPassages } from './flagged-passages.ts';
import { createJudgementStore } from './judgement-store.ts';
import { createJudging, JUDGE_JOB } from './judging.ts';
import { createLikenessIndex } from './likeness-index.ts';
import { createLikenessStore } from './likeness-store.ts';
import { createLiveProgress } from './live-progress.ts';
import type { RecognisedWords } from './looking.ts';
import { createNaming, NAMING_JOB } from './naming.ts';
import { originalsFinding } from './originals-finding.ts';
import { documentNotifications } from './notifications.ts';
import type { Readers } from './outdated.ts';
import { SORT_OUT_JOB, createSortingOut } from './sorting-out.ts';
import { createPageNumbers } from './page-numbers.ts';
import { createPassageEditStore } from './passage-edit-store.ts';
import { createPassageEdits } from './passage-edits.ts';
import { createPasswords } from './passwords.ts';
import { createReadingJob, READ_JOB, type PassagesOf } from './reading.ts';
import { createRecognisedStore } from './recognised-store.ts';
import { createRecognising, RECOGNISE_JOB } from './recognising.ts';
import { createDocumentRoutes, createPassageRoutes } from './routes.ts';
import { createDocumentService } from './service.ts';
import { createDocumentStore } from './store.ts';
import { createVersions } from './versions.ts';
import { createWrittenByOffice } from './written.ts';

type Needs = {
  chatbots: ChatbotService;
  keywordWriter: KeywordIndexWriter;
  vectors: VectorIndex;
  extraction: Extraction;
  drawing: Drawing;
  passagesOf: PassagesOf;
  recognition: Recognition;
  /** Resolves once no model nearby is asked anything. */
  whenNobodyAsks: (signal: AbortSignal) => Promise<void>;
  /** Which readers these are: what an older one read is read again. */
  readers: Readers;
};

/** Documents: their files, the processes that read them, and the job that does. */
export async function createDocuments(house: House, needs: Needs) {
  const { database, dataFolder, together, jobs, events, changes, settings, storage, clock, log } = house;
  const { chatbots, keywordWriter, vectors, extraction, passagesOf, readers } = needs;
  const { drawing, recognition, whenNobodyAsks } = needs;
  const pageNumbers = createPageNumbers(database);
  const store = createDocumentStore(database, keywordWriter, pageNumbers, readers);
  const fileFolder = join(dataFolder, 'files');
  const files = createContentStore(fileFolder, storage);
  if (storage.mayChange()) await files.clean();
  const moved = storage.isWritable() ? await moveFlatFiles(fileFolder, store.contentOwners) : 0;
  if (moved > 0) log.info({ moved }, 'files moved to the folders of their clients');
  const locks = createContentLocks();
  const progress = createLiveProgress();
  const passwords = createPasswords({ store, secrets: house.secrets, log });
  const onRemoved = (document: { id: string; clientId: string }) =>
    vectors.removeDocument(document.clientId, document.id);
  const recognised = createRecognisedStore(database);
  const recognising = createRecognising({
    store,
    recognised,
    files,
    jobs,
    recognition,
    passwords,
    progress,
    changes,
    log,
    isOn: () => settings.get().recogniseText,
    limits: () => settings.get().reading,
    whenNobodyAsks,
  });
  const stopRecognising = recognising.stop;
  const recognisedWords: RecognisedWords = (documentId, page) => {
    const row = store.get(allClients, documentId);
    const found = row === null ? null : recognised.page(row, page);
    return found === null ? null : found.lines.flatMap(({ words }) => words);
  };
  const passageEdits = createPassageEdits({
    store,
    edits: createPassageEditStore(database, keywordWriter),
    events,
    clock,
  });
  const { applyToNew } = passageEdits;
  const versions = createVersions({
    store,
    jobs,
    events,
    changes,
    clock,
    log,
    onRemoved,
    stopRecognising,
    applyToNew,
  });
  const judgements = createJudgementStore(database);
  const pages = createBadPages(database);
  const likenesses = createLikenessStore(database);
  const likenessIndex = createLikenessIndex(database);
  const judging = createJudging({
    ...house,
    store,
    judgements,
    likenesses,
    likenessIndex,
    pageNumbers,
    ...pages,
  });
  const { comparing } = judging;
  const sortingOut = createSortingOut({ store, settings, files, extraction, readers, jobs, changes });
  const flagged = createFlaggedPassages({ store, judgements, likenesses, edits: passageEdits });
  const alike = createAlikePassages({ store, likenesses, pageNumbers, edits: passageEdits, comparing });
  const naming = createNaming({ store, together, jobs, changes, termsOf });
  const reading = createReadingJob({
    ...house,
    store,
    files,
    extraction,
    passagesOf,
    progress,
    whenWritable: storage.whenWritable,
    readerVersion: readers.version,
    recognising,
    passwords,
    takePlace: versions.takePlace,
    applyToNew,
    onReady(document, setAside) {
      versions.leave(setAside);
      // Renamed while it was being read.
      if (document.searchedName === null) naming.queue(document.clientId, document.title);
    },
  });
  const service = createDocumentService({
    ...house,
    maxFileBytes: () => megabytes(settings.get().reading.fileMegabytes),
    store,
    files,
    locks,
    chatbots,
    pageNumbers,
    judgements,
    drawing,
    recognisedWords,
    progress,
    recognising,
    passwords,
    extraction,
    naming,
    versions,
    readers,
    onRemoved,
  });
  return part({
    routes: {
      documents: createDocumentRoutes(service),
      passages: createPassageRoutes(passageEdits, flagged, alike),
    },
    jobs: [
      jobWork(NAMING_JOB, naming.handler),
      jobWork(JUDGE_JOB, judging.handler),
      jobWork(READ_JOB, reading),
      jobWork(SORT_OUT_JOB, sortingOut.handler),
      jobWork(RECOGNISE_JOB, recognising.handler),
    ],
    on: [
      eventWork({
        name: 'documents.judge',
        called: { fr: 'Examen des passages', en: 'Look at passages' },
        // What is gone leaves others behind, which it began a group with.
        to: [DOCUMENT_READY, DOCUMENT_MENDED, DOCUMENT_FAILED, DOCUMENT_SET_ASIDE, DOCUMENT_REMOVED],
        from: 'now',
        async handle({ subjectId, clientId }, signal) {
          if (clientId !== null) await judging.ofDocument(subjectId, clientId, signal);
        },
      }),
    ],
    notifications: documentNotifications(store),
    checks: [
      healthCheck('originals', async words => originalsFinding(await service.checkOriginals(), words)),
      healthCheck('documents', words => {
        const totals = service.totals(allClients);
        return { state: totals.failed > 0 ? 'warning' : 'ok', detail: fill(words.text, totals) };
      }),
    ],
    resume() {
      service.resumeUnfinished();
      judging.resume();
      sortingOut.resume();
    },
    sweep: {
      what: 'files of deleted documents',
      // None while a database that was set aside is kept, which may know more of them.
      remove: async () =>
        keepsQuarantine(dataFolder)
          ? 0
          : await sweepContents({
              files,
              locks,
              isUsed: (clientId, hash) => store.needsContent(wholeClients([clientId]), hash),
            }),
    },
    service,
    store,
    files,
    pageNumbers,
    /** What an answer asks of the documents it is drawn from. */
    readings: {
      pagesAt: pageNumbers.pagesAt,
      ...pages,
      ...createCopies(database),
      ...createWrittenByOffice(database),
    },
  });
}
