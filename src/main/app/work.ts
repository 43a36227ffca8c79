import type { Database } from '#main/db/connection.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { createJobs } from '#main/platform/jobs/jobs.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { createJobStore } from '#main/platform/jobs/store.ts';
import type { Log } from '#main/platform/log.ts';
import { createScheduler, createScheduleStore } from '#main/platform/schedules/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { systemTimeZone } from '#main/platform/system-language.ts';

type Surroundings = {
  database: Database;
  changes: Changes;
  clock: Clock;
  storage: Storage;
  log: Log;
  /** Told of every error that a job ended with. */
  report: (error: unknown) => void;
};

/** What is done in the background, and what is due again and again. Both wait until they are started. */
export function openWork({ database, report, ...shared }: Surroundings) {
  const jobs = reportingJobs(createJobs({ store: createJobStore(database), ...shared }), report);
  const schedules = createScheduler({
    store: createScheduleStore(database),
    jobs,
    timeZone: systemTimeZone(),
    ...shared,
  });
  return { jobs, schedules };
}

/** Jobs whose errors are told to `report`, whatever becomes of them. */
function reportingJobs(jobs: Jobs, report: (error: unknown) => void): Jobs {
  return {
    ...jobs,
    register: (kind, handler) =>
      jobs.register(kind, {
        ...handler,
        run: job =>
          handler.run(job).catch((error: unknown) => {
            report(error);
            throw error;
          }),
      }),
  };
}
