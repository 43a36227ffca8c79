import { clientEvents } from '#main/features/clients/index.ts';
import type { Database } from '#main/db/connection.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { createJobs } from '#main/platform/jobs/jobs.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { createJobStore } from '#main/platform/jobs/store.ts';
import {
  createDelivery,
  createEventLog,
  createEventStore,
  type Delivery,
  type EventLog,
} from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import { createMetrics, createMetricStore, type Metrics } from '#main/platform/metrics/index.ts';
import { createScheduler, createScheduleStore, type Scheduler } from '#main/platform/schedules/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { systemTimeZone } from '#main/platform/system-language.ts';
import { facts, metrics } from './facts.ts';

type Surroundings = {
  database: Database;
  changes: Changes;
  clock: Clock;
  storage: Storage;
  log: Log;
  /** Told of every error that a job ended with. */
  report: (error: unknown) => void;
};

type Work = { events: EventLog; delivery: Delivery; metrics: Metrics; jobs: Jobs; schedules: Scheduler };

/** What happened, what follows from it, what is done in the background and what is due again and again. All wait until they are started. */
export function openWork({ database, report, ...shared }: Surroundings): Work {
  const eventStore = createEventStore(database);
  const events = createEventLog({ store: eventStore, kinds: facts, ...shared });
  const jobs = reportingJobs(createJobs({ store: createJobStore(database), events, ...shared }), report);
  const { storage, log: errors } = shared;
  const delivery = createDelivery({ store: eventStore, log: events, jobs, storage, errors });
  const schedules = createScheduler({
    store: createScheduleStore(database),
    jobs,
    timeZone: systemTimeZone(),
    ...shared,
  });
  const figures = createMetrics({
    store: createMetricStore(database),
    metrics,
    log: events,
    delivery,
    moved: clientEvents.CLIENT_MOVED,
  });
  return { events, delivery, metrics: figures, jobs, schedules };
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
