import { z } from 'zod';
import type { Journal } from '#main/db/audit/journal.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { ContentStore } from '#main/platform/content-store.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, JobRun, Jobs } from '#main/platform/jobs/ports.ts';
import type { VectorIndex } from '#main/index/ports.ts';
import type { ClientRows } from './client-rows.ts';
import type { ErasureStore } from './erasure-store.ts';
import { eraseFromLogs } from './logs.ts';

export const ERASE_CLIENT_JOB = jobKind(
  'client.erase',
  z.object({ erasureId: z.string(), clientId: z.string() }),
  { called: { fr: 'Effacement', en: 'Erasure' } },
);
type Erasing = PayloadOf<typeof ERASE_CLIENT_JOB>;

const COUNTED = 'counted';

type Dependencies = {
  erasures: ErasureStore;
  rows: ClientRows;
  dataFolder: string;
  /** Every store that has files of clients. */
  stores: readonly Pick<ContentStore, 'removeClient' | 'sizeOf'>[];
  vectors: Pick<VectorIndex, 'dropOthers'>;
  jobs: Pick<Jobs, 'cancelOfClient'>;
  /** Stops answers under way; resolves once they are saved. */
  stopAnswers: (messageIds: readonly string[]) => Promise<void>;
  removeExports: (clientId: string) => Promise<void>;
  flushLog: () => Promise<void>;
  /** Rewrites the database, so that nothing deleted is left in its file. */
  compact: () => Promise<void>;
  /** Completes the certificate. */
  finish: (erasureId: string) => Promise<void>;
  journal: Pick<Journal, 'asOne'>;
  changes: Changes;
};

/**
 * Erases a client: what works for it is stopped, its log lines go while its rows still tell which they are, then its
 * rows, then what is outside the database, then every trace in the database's file. Each step may be done again, so
 * that after a kill the job starts over; only the counting is done once.
 */
export function createEraseClientJob(dependencies: Dependencies): JobHandler<Erasing> {
  const { erasures, rows, dataFolder, stores, vectors, jobs, stopAnswers, removeExports, flushLog } =
    dependencies;
  const { compact, finish, journal, changes } = dependencies;

  async function count(job: JobRun<Erasing>, erasureId: string, clientId: string): Promise<void> {
    if (job.completedStep !== null) return;
    const stored = await Promise.all(stores.map(store => store.sizeOf(clientId)));
    erasures.atOnce(() => {
      const { removed, others } = rows.count(clientId);
      const files = stored.reduce((sum, { files: some }) => sum + some, 0);
      const fileBytes = stored.reduce((sum, { bytes }) => sum + bytes, 0);
      erasures.addRemoved(erasureId, { ...removed, files, fileBytes, logLines: 0 }, others);
      job.completeStep(COUNTED);
    });
  }

  async function eraseLogs(
    job: JobRun<Erasing>,
    erasureId: string,
    isTheirs: (id: string) => boolean,
  ): Promise<void> {
    await flushLog();
    const logLines = await eraseFromLogs(dataFolder, isTheirs, job.signal);
    if (logLines > 0) erasures.addRemoved(erasureId, { logLines });
  }

  async function stopWork(clientId: string): Promise<void> {
    await jobs.cancelOfClient(clientId);
    await stopAnswers(rows.streamingMessages(clientId));
  }

  async function removeOutside(clientId: string): Promise<void> {
    for (const store of stores) await store.removeClient(clientId);
    await vectors.dropOthers(clientId, []);
    await removeExports(clientId);
  }

  async function erase(job: JobRun<Erasing>, erasureId: string, clientId: string): Promise<void> {
    if (rows.exists(clientId)) {
      await stopWork(clientId);
      await count(job, erasureId, clientId);
      job.progress(0.1);
      await eraseLogs(job, erasureId, rows.owns(clientId));
      job.progress(0.2);
      await rows.removeMany(clientId, job.signal);
      job.progress(0.5);
      // What was begun since: the client is there until the next line.
      await stopWork(clientId);
      rows.removeClient(clientId);
    }
    await removeOutside(clientId);
    job.progress(0.6);
    await eraseLogs(job, erasureId, id => id === clientId);
    rows.removeAuditDetails(clientId);
    job.progress(0.7);
    job.signal.throwIfAborted();
    await compact();
  }

  return {
    concurrency: 1,
    mustEnd: true,
    async run(job) {
      const { erasureId, clientId } = job.payload;
      if (erasures.get(erasureId)?.finishedAt !== null) return; // done by an earlier job
      const after = { id: erasureId, subject: 'client' };
      await journal.asOne({ action: 'erasures.done', targetId: clientId, clientId, after }, () =>
        erase(job, erasureId, clientId),
      );
      await finish(erasureId);
      changes.publish({ topic: 'clients', clientId: null, id: null }); // its id is nobody’s business any more
    },
  };
}
