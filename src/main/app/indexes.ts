import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#main/db/connection.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import { createKeywordCare, createSearchStore, KEYWORD_JOB } from '#main/features/search/index.ts';
import { createKeywordIndexWriter } from '#main/index/keyword-writer.ts';
import { createKeywordSearcher } from '#main/index/keyword-searcher.ts';
import { createLanceVectorIndex } from '#main/index/lance/lance-index.ts';
import { createPassageSource } from '#main/index/passage-source.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';

type Dependencies = {
  database: Database;
  dataFolder: string;
  together: GroupCommit;
  jobs: Jobs;
  changes: Changes;
  conditions: Conditions;
  storage: Pick<Storage, 'onceWritable'>;
  log: Log;
};

/** What is searched: the index of words with the care that is taken of it, and that of vectors. */
export function createIndexes({ database, dataFolder, together, storage, ...dependencies }: Dependencies) {
  const searchStore = createSearchStore(database);
  const openSearcher = () => createKeywordSearcher({ databasePath: database.$client.name });
  const keywordIndex = createKeywordCare({
    ...dependencies,
    writer: createKeywordIndexWriter(database.$client),
    searcher: openSearcher(),
    openChecker: openSearcher,
    source: createPassageSource(database.$client),
    passageCount: searchStore.passageCount,
    transaction: write => database.$client.transaction(write)(),
    together,
  });
  dependencies.jobs.register(KEYWORD_JOB, keywordIndex.handler);
  const vectorFolder = join(dataFolder, 'vectors');
  storage.onceWritable(() => void mkdirSync(vectorFolder, { recursive: true, mode: 0o700 }));
  const vectors = createLanceVectorIndex({ directory: vectorFolder });
  return {
    searchStore,
    keywordIndex,
    keywordWriter: keywordIndex.writer,
    keywords: keywordIndex.searcher,
    vectors,
    async close() {
      await vectors.close();
      await keywordIndex.searcher.close();
    },
  };
}
