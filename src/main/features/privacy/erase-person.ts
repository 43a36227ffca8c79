import type { Journal } from '#main/db/audit/journal.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, JobUnderWay } from '#main/platform/jobs/ports.ts';
import type { ErasureStore } from './erasure-store.ts';
import { eraseFromLogs } from './logs.ts';
import type { Account, PersonRows, ERASE_PERSON_JOB } from './person-rows.ts';

const COUNTED = 'counted';

type Dependencies = {
  erasures: ErasureStore;
  rows: PersonRows;
  dataFolder: string;
  stopAnswers: (messageIds: readonly string[]) => Promise<void>;
  /** Cancels a job that may be running. */
  cancelJob: (id: string) => void;
  /** Removes every archive: any of them may name the person. @returns how many. */
  removeExports: () => Promise<number>;
  flushLog: () => Promise<void>;
  compact: () => Promise<void>;
  finish: (erasureId: string) => Promise<void>;
  journal: Pick<Journal, 'asOne'>;
  changes: Changes;
};

/** Erases a person: log lines, own conversations, account. Like the erasure of a client it may start over. */
export function createErasePersonJob(
  dependencies: Dependencies,
): JobHandler<PayloadOf<typeof ERASE_PERSON_JOB>> {
  const { erasures, rows, dataFolder, stopAnswers, cancelJob, removeExports, flushLog } = dependencies;
  const { compact, finish, journal, changes } = dependencies;

  async function eraseLogs(
    job: JobUnderWay,
    erasureId: string,
    isTheirs: (id: string) => boolean,
    email: string | null,
  ): Promise<void> {
    await flushLog();
    const logLines = await eraseFromLogs(dataFolder, isTheirs, job.signal, email);
    if (logLines > 0) erasures.addRemoved(erasureId, { logLines });
  }

  /** Counted once, whatever interrupts what follows. */
  function countOnce(job: JobUnderWay, erasureId: string, person: Account): void {
    if (job.completedStep !== null) return;
    erasures.atOnce(() => {
      const { removed, others } = rows.count(person);
      erasures.addRemoved(erasureId, { ...removed, exports: 0, logLines: 0 }, others);
      job.completeStep(COUNTED);
    });
  }

  async function erase(job: JobUnderWay, erasureId: string, userId: string): Promise<void> {
    const account = rows.get(userId);
    if (account !== null) {
      const person: Account = { kind: 'account', id: userId, email: account.email };
      const jobIds = rows.jobIds(person);
      for (const id of jobIds) cancelJob(id);
      await stopAnswers(rows.streamingMessages(userId));
      countOnce(job, erasureId, person);
      await eraseLogs(job, erasureId, rows.owns(person, jobIds), person.email);
      job.progress(0.3);
      const exports = await removeExports();
      if (exports > 0) erasures.addRemoved(erasureId, { exports });
      await rows.removeMany(person, job.signal);
      rows.removePerson(person);
    }
    job.progress(0.6);
    await eraseLogs(job, erasureId, id => id === userId, null);
    rows.removeAuditDetails(userId);
    job.signal.throwIfAborted();
    await compact();
  }

  return {
    concurrency: 1,
    mustEnd: true,
    async run(job) {
      const { erasureId, userId } = job.payload;
      if (erasures.get(erasureId)?.finishedAt !== null) return; // done by an earlier job
      const after = { id: erasureId, subject: 'person' };
      await journal.asOne({ action: 'erasures.done', targetId: userId, after }, () =>
        erase(job, erasureId, userId),
      );
      await finish(erasureId);
      for (const topic of ['people', 'clients'] as const)
        changes.publish({ topic, clientId: null, id: null });
    },
  };
}
