import type { Changes } from '#main/platform/changes.ts';
import type { JobHandler, JobRun } from '#main/platform/jobs/ports.ts';
import type { ErasureStore } from './erasure-store.ts';
import { eraseFromLogs } from './logs.ts';
import type { PersonRows } from './person-rows.ts';

export const ERASE_PERSON_JOB = 'person.erase';

const COUNTED = 'counted';

type Dependencies = {
  erasures: ErasureStore;
  rows: PersonRows;
  dataFolder: string;
  stopAnswers: (messageIds: readonly string[]) => Promise<void>;
  flushLog: () => Promise<void>;
  compact: () => Promise<void>;
  finish: (erasureId: string) => Promise<void>;
  changes: Changes;
};

/** Erases a person: log lines, own conversations, account. Like the erasure of a client it may start over. */
export function createErasePersonJob(dependencies: Dependencies): JobHandler {
  const { erasures, rows, dataFolder, stopAnswers, flushLog, compact, finish, changes } = dependencies;

  async function eraseLogs(job: JobRun, erasureId: string, isTheirs: (id: string) => boolean): Promise<void> {
    await flushLog();
    const logLines = await eraseFromLogs(dataFolder, isTheirs, job.signal);
    if (logLines > 0) erasures.addRemoved(erasureId, { logLines });
  }

  return {
    concurrency: 1,
    mustEnd: true,
    async run(job) {
      const erasureId = String(job.payload['erasureId']);
      const userId = String(job.payload['userId']);
      if (erasures.get(erasureId)?.finishedAt !== null) return; // done by an earlier job
      if (rows.get(userId) !== null) {
        await stopAnswers(rows.streamingMessages(userId));
        if (job.completedStep === null) {
          erasures.atOnce(() => {
            erasures.addRemoved(erasureId, { ...rows.count(userId), logLines: 0 });
            job.completeStep(COUNTED);
          });
        }
        await eraseLogs(job, erasureId, rows.owns(userId));
        job.progress(0.3);
        await rows.removeConversations(userId, job.signal);
        rows.removePerson(userId);
      }
      job.progress(0.6);
      await eraseLogs(job, erasureId, id => id === userId);
      rows.removeAuditDetails(userId);
      job.signal.throwIfAborted();
      await compact();
      await finish(erasureId);
      changes.publish({ topic: 'clients', clientId: null, id: null });
    },
  };
}
