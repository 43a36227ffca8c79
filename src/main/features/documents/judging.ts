import { z } from 'zod';
import type { AlikePassages } from '#shared/contract/passages.ts';
import { allClients, wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, Jobs } from '#main/platform/jobs/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { JudgementStore } from './judgement-store.ts';
import type { LikenessIndex } from './likeness-index.ts';
import type { LikenessStore } from './likeness-store.ts';
import type { PageNumbers } from './page-numbers.ts';
import { judge } from './passage-judge.ts';
import type { BadlyRecognised } from './bad-pages.ts';
import type { ChunkRow } from './passage-store.ts';
import type { DocumentStore } from './store.ts';

export const JUDGE_JOB = jobKind('document.judge', z.object({}), {
  called: { fr: 'Examen des passages', en: 'Look at passages' },
});

const SLICE_MS = 8; // of the 12 ms that a transaction may hold the event loop: others share it
const LEFT_AT_ONCE = 50;

type Dependencies = {
  store: DocumentStore;
  judgements: JudgementStore;
  likenesses: LikenessStore;
  likenessIndex: LikenessIndex;
  together: GroupCommit;
  jobs: Jobs;
  changes: Changes;
  pageNumbers: PageNumbers;
  badlyRecognised: (documentId: string) => BadlyRecognised | null;
};

/**
 * Finds out which passages may be of no use, and which say the same: those of a document once it is ready, and those that
 * were there before.
 */
export function createJudging(dependencies: Dependencies) {
  const { store, judgements, likenesses, likenessIndex } = dependencies;
  const { together, jobs, changes, pageNumbers, badlyRecognised } = dependencies;
  /** How many documents are looked at now. */
  let underWay = 0;

  function judged(chunk: ChunkRow, isBadly: BadlyRecognised | null) {
    const { documentId, text, edited, start, end } = chunk;
    const [range] = isBadly === null ? [] : pageNumbers.pagesAt(documentId, [chunk]);
    const page = range?.page ?? chunk.page;
    const isOnBadPage = isBadly?.({ start, end, page, pageEnd: range?.pageEnd ?? page }) ?? false;
    return judge({ text, edited, isOnBadPage });
  }

  /** Judges what is due after a passage, until the time of a slice is up. @returns the last that was looked at; null after the last */
  function slice(after: number, documentId: HeldId | null): number | null {
    const until = performance.now() + SLICE_MS;
    const badOf = new Map<string, BadlyRecognised | null>();
    let last: number | null = null;
    for (const { chunk, isDue } of judgements.after(after, documentId)) {
      if (isDue) {
        const known = badOf.get(chunk.documentId);
        const isBadly = known === undefined ? badlyRecognised(chunk.documentId) : known;
        badOf.set(chunk.documentId, isBadly);
        judgements.save(chunk.id, judged(chunk, isBadly));
      }
      if (likenessIndex.isDue(chunk.id)) likenessIndex.place(chunk);
      last = chunk.id;
      if (performance.now() > until) break;
    }
    return last;
  }

  /** Puts passages whose group has lost its first one where they belong, until the time of a slice is up. @returns whether any may be left */
  function sliceOfLeft(scope: ClientScope): boolean {
    const until = performance.now() + SLICE_MS;
    const passages = likenesses.left(scope, LEFT_AT_ONCE);
    for (const passage of passages) {
      likenessIndex.place(passage);
      if (performance.now() > until) return true;
    }
    return passages.length === LEFT_AT_ONCE;
  }

  async function eachLeft(scope: ClientScope, signal: AbortSignal): Promise<void> {
    let isMore = true;
    while (isMore) {
      signal.throwIfAborted();
      isMore = await together(() => sliceOfLeft(scope));
    }
  }

  async function each(documentId: HeldId | null, signal: AbortSignal): Promise<void> {
    for (let last: number | null = 0; last !== null;) {
      signal.throwIfAborted();
      const after: number = last;
      last = await together(() => slice(after, documentId));
    }
  }

  const handler: JobHandler<PayloadOf<typeof JUDGE_JOB>> = {
    concurrency: 1,
    whenQuiet: true,
    leavesNoTrace: true,
    async run({ signal }) {
      await each(null, signal);
      jobs.forgetFailures(JUDGE_JOB, {}); // of an earlier start: what these left is done
      changes.publish({ topic: 'documents', clientId: null, id: null });
    },
  };

  return {
    handler,
    /**
     * Those of a document that was read, or mended, and those that the ones which are gone have left behind; these alone
     * once it is gone.
     */
    async ofDocument(id: string, clientId: string, signal: AbortSignal): Promise<void> {
      underWay += 1;
      try {
        await eachLeft(wholeClients([clientId]), signal);
        const row = store.get(allClients, id);
        if (row !== null) await each(row.id, signal);
      } finally {
        underWay -= 1;
      }
      changes.publish({ topic: 'documents', clientId, id });
    },

    /** How far passages are compared. */
    comparing(): AlikePassages['comparing'] {
      if (underWay > 0) return 'under_way';
      const before = jobs.latest(JUDGE_JOB, {})?.state;
      if (before === 'queued' || before === 'running') return 'under_way';
      return before === 'failed' ? 'failed' : 'done';
    },

    /** What was read before passages were judged, or judged by an earlier judge. */
    resume(): void {
      if (judgements.isAllJudged() && likenesses.isAllCompared()) return;
      jobs.enqueue(JUDGE_JOB, { clientId: null, payload: {}, idempotencyKey: JUDGE_JOB.type });
    },
  };
}
