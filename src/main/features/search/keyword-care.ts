import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type {
  KeywordIndexWriter,
  KeywordSearcher,
  KeywordVerdict,
  PassageSource,
} from '#main/index/ports.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Conditions } from '#main/platform/conditions.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, JobUnderWay, Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import { storageFaultOf } from '#main/platform/storage-faults.ts';

export const KEYWORD_JOB = jobKind('index.keywords', z.object({ clientId: z.string() }), {
  called: { fr: 'Index des mots', en: 'Index of words' },
});

const WRITE_SLICE_MS = 12; // the event loop is never held longer, so that answers keep streaming
const PASSAGES_A_LOOK = 20;
const REBUILD_PRIORITY = 40; // before anything that is read: answers are slow until it is done
const REBUILD_ATTEMPTS = 5;

type Dependencies = {
  writer: KeywordIndexWriter;
  searcher: KeywordSearcher;
  /** Another one, for looks that take long: no search waits behind them. Closed after each. */
  openChecker: () => KeywordSearcher;
  source: PassageSource;
  passageCount: (clientId: string) => number;
  /** Drops and creates a table as one. */
  transaction: (write: () => void) => void;
  together: GroupCommit;
  jobs: Jobs;
  changes: Changes;
  conditions: Conditions;
  log: Log;
};

/**
 * Takes care that the full-text tables hold what the passages say. One that does not (at the start, at an error, at a
 * thorough look) is made again from the passages in the background; until it is whole, words are searched in the passages
 * themselves, with the same results.
 */
export function createKeywordCare(dependencies: Dependencies) {
  const { writer, searcher, openChecker, source, passageCount, transaction, together } = dependencies;
  const { jobs, changes, conditions, log } = dependencies;
  /** Clients whose table is not whole: waiting to be made anew, or being filled. */
  const mending = new Map<string, 'broken' | 'filling'>();
  const queued = new Set<string>();
  /** The first look at each client's table. */
  const looks = new Map<string, Promise<void>>();

  function tell(): void {
    if (mending.size === 0) conditions.clear('index_rebuilding');
    else conditions.set('index_rebuilding', { count: mending.size });
    for (const clientId of mending.keys()) changes.publish({ topic: 'index', clientId, id: null });
  }

  function distrust(clientId: string, verdict: KeywordVerdict): void {
    if (mending.has(clientId)) return;
    mending.set(clientId, 'broken');
    log.warn({ client: clientId, verdict }, 'the index of words is made again from the passages');
    tell();
    queue(clientId);
  }

  /** A full disk takes no job either: then it is asked for again at the next search. */
  function queue(clientId: string): void {
    if (queued.has(clientId)) return;
    try {
      jobs.enqueue(KEYWORD_JOB, {
        clientId,
        payload: { clientId },
        priority: REBUILD_PRIORITY,
        idempotencyKey: `${KEYWORD_JOB.type}:${clientId}`,
        maxAttempts: REBUILD_ATTEMPTS,
      });
      queued.add(clientId);
    } catch (error) {
      log.warn({ err: error, client: clientId }, 'the index of words waits to be made again');
    }
  }

  /** Writes entries, except into a table that is made anew from the passages afterwards. */
  function guarded(clientId: string, write: () => void): void {
    if (mending.get(clientId) === 'broken') return;
    try {
      write();
    } catch (error) {
      if (mending.has(clientId)) throw error;
      const fault = storageFaultOf(error);
      if (fault === null || fault === 'database') throw error;
      // Inside somebody's transaction, which may yet be undone: the job is another's.
      setImmediate(() => distrust(clientId, 'damaged'));
      // SQLite has undone that transaction: its owner hears of it, and finds the table set aside at a second try.
      if (fault === 'memory') throw error;
    }
  }

  async function look(clientId: string, checker: KeywordSearcher, thorough: boolean): Promise<void> {
    if (mending.has(clientId)) return;
    const verdict = await checker.check(clientId, { thorough });
    if (verdict !== 'whole') distrust(clientId, verdict);
  }

  /** From the passages to their entries; those written meanwhile are passed over. */
  async function rebuild(job: JobUnderWay, clientId: string): Promise<void> {
    const total = Math.max(1, passageCount(clientId));
    let done = 0;
    for (let after: number | null = 0; after !== null;) {
      job.signal.throwIfAborted();
      const from: number = after;
      const slice = await together(() => writeSlice(clientId, from));
      after = slice.last;
      done += slice.count;
      job.progress(Math.min(1, done / total));
    }
  }

  function writeSlice(clientId: string, from: number): { last: number | null; count: number } {
    const deadline = performance.now() + WRITE_SLICE_MS;
    let last = from;
    let count = 0;
    while (performance.now() < deadline) {
      const passages = source.after(clientId, last, PASSAGES_A_LOOK);
      for (const passage of passages)
        if (!writer.has(clientId, passage.chunkId)) writer.add(clientId, [passage]);
      count += passages.length;
      if (passages.length < PASSAGES_A_LOOK) return { last: null, count };
      last = passages.at(-1)?.chunkId ?? last;
    }
    return { last, count };
  }

  async function verify(clientId: string): Promise<void> {
    const checker = openChecker();
    const verdict = await checker.check(clientId, { thorough: true }).finally(() => checker.close());
    if (verdict !== 'whole')
      throw new FoyerError('internal.unexpected', `The index of words was made again and is ${verdict}`);
  }

  const handler: JobHandler<PayloadOf<typeof KEYWORD_JOB>> = {
    concurrency: 1,
    mustEnd: true,
    async run(job) {
      const { clientId } = job.payload;
      await looks.get(clientId);
      if (!mending.has(clientId)) return; // whole, as the first look says
      mending.set(clientId, 'broken');
      transaction(() => {
        writer.dropClient(clientId);
        writer.ensureClient(clientId);
      });
      mending.set(clientId, 'filling');
      await rebuild(job, clientId);
      await verify(clientId);
      mending.delete(clientId);
      queued.delete(clientId);
      log.info({ client: clientId }, 'the index of words is whole');
      tell();
      changes.publish({ topic: 'index', clientId, id: null });
    },
    /** No attempt is left: the next question asks for it again, and is answered from the passages. */
    onEnd: ({ payload }) => void queued.delete(payload.clientId),
  };

  /** SQLite calls some damage to a full-text table damage to the database, or want of memory: a look at the table tells. */
  async function isOfIndex(clientId: string, error: unknown): Promise<boolean> {
    const fault = storageFaultOf(error);
    if (fault === null || fault === 'index') return fault === 'index';
    return await searcher.check(clientId, { thorough: false }).then(
      verdict => verdict !== 'whole',
      () => false, // the database itself cannot be read: the search's own error says so
    );
  }

  const careful: KeywordSearcher = {
    ...searcher,
    async search(scope, query, options) {
      const { clientId } = scope;
      await looks.get(clientId);
      const fromPassages = mending.has(clientId);
      if (fromPassages) queue(clientId);
      try {
        return await searcher.search(scope, query, { ...options, fromPassages });
      } catch (error) {
        if (fromPassages || !(await isOfIndex(clientId, error))) throw error;
        distrust(clientId, 'damaged');
        return await searcher.search(scope, query, { ...options, fromPassages: true });
      }
    },
  };

  return {
    handler,
    searcher: careful,
    writer: {
      ...writer,
      add: (clientId, passages) => guarded(clientId, () => writer.add(clientId, passages)),
      remove: (clientId, chunkIds) => guarded(clientId, () => writer.remove(clientId, chunkIds)),
    } satisfies KeywordIndexWriter,

    /** A quick look at every client's table: at the start. Searches of a client wait for that of theirs. */
    begin(clientIds: readonly string[]): void {
      for (const clientId of clientIds) {
        const first = look(clientId, searcher, false).catch((error: unknown) =>
          log.error({ err: error, client: clientId }, 'the index of words cannot be looked at'),
        );
        looks.set(clientId, first);
      }
    },

    /** Reads every table whole: while nothing else is to be done, and after an error that names none. */
    async checkAll(clientIds: readonly string[]): Promise<void> {
      const checker = openChecker();
      try {
        for (const clientId of clientIds) await look(clientId, checker, true);
      } finally {
        await checker.close();
      }
    },

    isMending: (clientId: string): boolean => mending.has(clientId),
  };
}
