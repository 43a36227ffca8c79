import { z } from 'zod';
import { allClients } from '#main/db/client-scope.ts';
import type { GroupCommit } from '#main/db/group-commit.ts';
import type { Changes } from '#main/platform/changes.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, Jobs } from '#main/platform/jobs/ports.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { JudgementStore } from './judgement-store.ts';
import type { PageNumbers } from './page-numbers.ts';
import { judge } from './passage-judge.ts';
import type { ChunkRow } from './passage-store.ts';
import type { DocumentStore } from './store.ts';

export const JUDGE_JOB = jobKind('document.judge', z.object({}), {
  called: { fr: 'Examen des passages', en: 'Look at passages' },
});

const SLICE_MS = 8; // of the 12 ms that a transaction may hold the event loop: others share it

type Dependencies = {
  store: DocumentStore;
  judgements: JudgementStore;
  together: GroupCommit;
  jobs: Jobs;
  changes: Changes;
  pageNumbers: PageNumbers;
  /** Pages whose words were recognised, and are uncertain. */
  badPages: (documentId: string) => ReadonlySet<number>;
};

/** Finds out which passages may be of no use: those of a document once it is ready, and those that were there before. */
export function createJudging(dependencies: Dependencies) {
  const { store, judgements, together, jobs, changes, pageNumbers, badPages } = dependencies;

  function judged(chunk: ChunkRow, bad: ReadonlySet<number>) {
    const { documentId, text, edited } = chunk;
    const [range] = bad.size === 0 ? [] : pageNumbers.pagesAt(documentId, [chunk]);
    const first = range?.page ?? chunk.page;
    const last = range?.pageEnd ?? first;
    const isOnBadPage = [...bad].some(
      page => first !== null && last !== null && first <= page && page <= last,
    );
    return judge({ text, edited, isOnBadPage });
  }

  /** Judges what is due after a passage, until the time of a slice is up. @returns the last that was looked at; null after the last */
  function slice(after: number, documentId: HeldId | null): number | null {
    const until = performance.now() + SLICE_MS;
    const badOf = new Map<string, ReadonlySet<number>>();
    let last: number | null = null;
    for (const { chunk, isDue } of judgements.after(after, documentId)) {
      if (isDue) {
        const bad = badOf.get(chunk.documentId) ?? badPages(chunk.documentId);
        badOf.set(chunk.documentId, bad);
        judgements.save(chunk.id, judged(chunk, bad));
      }
      last = chunk.id;
      if (performance.now() > until) break;
    }
    return last;
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
    run: ({ signal }) => each(null, signal),
  };

  return {
    handler,
    /** Those of a document that was read, or mended; none once it is gone. */
    async ofDocument(id: string, signal: AbortSignal): Promise<void> {
      const row = store.get(allClients, id);
      if (row === null) return;
      await each(row.id, signal);
      changes.publish({ topic: 'documents', clientId: row.clientId, id: row.id });
    },
    /** What was read before passages were judged, or judged by an earlier judge. */
    resume(): void {
      if (judgements.isAllJudged()) return;
      jobs.enqueue(JUDGE_JOB, { clientId: null, payload: {}, idempotencyKey: JUDGE_JOB.type });
    },
  };
}
