import { wholeClients } from '#main/db/client-scope.ts';
import { healthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { KeywordIndexWriter, KeywordSearcher, PassageSource } from '#main/index/ports.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createKeywordCare, KEYWORD_JOB } from './keyword-care.ts';
import { createSearchStore } from './store.ts';

type Needs = {
  keywordIndex: {
    writer: KeywordIndexWriter;
    searcher: KeywordSearcher;
    /** Another one, for looks that take long. */
    openChecker: () => KeywordSearcher;
    source: PassageSource;
  };
  clientIds: () => string[];
};

/** The index of words, and the care that is taken of it. */
export function createKeywords(house: House, { keywordIndex, clientIds }: Needs) {
  const { database, conditions } = house;
  const store = createSearchStore(database);
  const care = createKeywordCare({
    ...house,
    ...keywordIndex,
    passageCount: clientId => store.passageCount(wholeClients([clientId])),
    transaction: write => database.$client.transaction(write)(),
  });
  /** Reads every index whole, and has those made again that are not. */
  const check = () => care.checkAll(clientIds());
  return part({
    jobs: [jobWork(KEYWORD_JOB, care.handler)],
    checks: [
      healthCheck('words', async words => {
        await check();
        return conditions.has('index_rebuilding')
          ? { state: 'warning', detail: words.rebuilding, mending: true }
          : { state: 'ok', detail: words.whole };
      }),
    ],
    resume: () => care.begin(clientIds()),
    writer: care.writer,
    searcher: care.searcher,
    check,
    /** The stored passages, for all that searches them. */
    store,
  });
}
