import { join } from 'node:path';
import type { Database } from '#main/db/connection.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import { keepsQuarantine } from '#main/db/restore.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import {
  createDocumentService,
  createDocumentStore,
  createLiveProgress,
  createNaming,
  createReadingJob,
  createVersions,
  NAMING_JOB,
  READ_JOB,
  type PageNumbers,
} from '#main/features/documents/index.ts';
import type { EmbeddingIndex } from '#main/features/search/index.ts';
import type { KeywordIndexWriter, VectorIndex } from '#main/index/ports.ts';
import { createExtraction } from '#main/ingest/extraction.ts';
import { preparePassages } from '#main/ingest/prepare-passages.ts';
import { READER_VERSION } from '#main/ingest/reader-version.ts';
import { termsOf } from '#main/language/passage-terms.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { createContentLocks, sweepContents } from '#main/platform/content-locks.ts';
import { createContentStore } from '#main/platform/content-store.ts';
import { moveFlatFiles } from '#main/platform/flat-files.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';

type Dependencies = {
  database: Database;
  dataFolder: string;
  together: GroupCommit;
  jobs: Jobs;
  journal: Journal;
  chatbots: ChatbotService;
  pageNumbers: PageNumbers;
  keywordWriter: KeywordIndexWriter;
  vectors: VectorIndex;
  embeddingIndex: EmbeddingIndex;
  changes: Changes;
  storage: Storage;
  clock: Clock;
  log: Log;
};

/** Documents, wired: their files, the processes that read them, and the job that does. */
export async function createKnowledge(dependencies: Dependencies) {
  const { database, dataFolder, together, jobs, journal, chatbots, changes, storage, clock, log } =
    dependencies;
  const { keywordWriter, vectors, embeddingIndex, pageNumbers } = dependencies;
  const documentStore = createDocumentStore(database, keywordWriter, pageNumbers, READER_VERSION);
  const fileFolder = join(dataFolder, 'files');
  const files = createContentStore(fileFolder, storage);
  if (storage.mayChange()) await files.clean();
  const moved = storage.isWritable() ? await moveFlatFiles(fileFolder, documentStore.contentOwners) : 0;
  if (moved > 0) log.info({ moved }, 'files moved to the folders of their clients');
  const locks = createContentLocks();
  const extraction = createExtraction();
  const progress = createLiveProgress();
  const onRemoved = (document: { id: string; clientId: string }) =>
    vectors.removeDocument(document.clientId, document.id);
  const versions = createVersions({ store: documentStore, jobs, changes, clock, log, onRemoved });
  const naming = createNaming({ store: documentStore, together, jobs, changes, termsOf });
  jobs.register(NAMING_JOB, naming.handler);
  jobs.register(
    READ_JOB,
    createReadingJob({
      store: documentStore,
      together,
      files,
      extraction,
      passagesOf: preparePassages,
      progress,
      changes,
      whenWritable: storage.whenWritable,
      clock,
      log,
      readerVersion: READER_VERSION,
      onReady(document, setAside) {
        versions.leave(setAside);
        // Renamed while it was being read.
        if (document.searchedName === null) naming.queue(document.clientId, document.title);
        embeddingIndex.refresh(document.clientId);
      },
    }),
  );
  const documents = createDocumentService({
    store: documentStore,
    together,
    files,
    locks,
    jobs,
    chatbots,
    pageNumbers,
    progress,
    naming,
    versions,
    readerVersion: READER_VERSION,
    journal,
    changes,
    clock,
    onRemoved,
  });
  return {
    documents,
    documentStore,
    files,
    /**
     * Removes the bytes of deleted documents that a killed process left; none while a database that was set aside is
     * kept, which may know more of them.
     */
    sweep: async (): Promise<number> =>
      keepsQuarantine(dataFolder)
        ? 0
        : await sweepContents({ files, locks, isUsed: documentStore.needsContent }),
    close: () => extraction.close(),
  };
}
