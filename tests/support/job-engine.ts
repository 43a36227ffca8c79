import { z } from 'zod';
import type { Database } from '#main/db/connection.ts';
import { createChanges } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { createJobs } from '#main/platform/jobs/jobs.ts';
import { jobKind, type Carried } from '#main/platform/jobs/kind.ts';
import type { JobHandler } from '#main/platform/jobs/ports.ts';
import { createJobStore } from '#main/platform/jobs/store.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { createEventsStandIn } from './events-stand-in.ts';
import { roomyStorage } from './storage-stand-in.ts';

/** Work that carries anything. */
export const WORK = jobKind('work', z.record(z.string(), z.unknown()), {
  called: null,
  pointlessAfter: ['document.encrypted', 'document.damaged', 'mail.recipient_refused'],
});
/** A kind that nobody does. */
export const OTHER = jobKind('other', z.object({}), { called: null });
export const request = { label: 'file.pdf', clientId: null, payload: {} };

export function jobEngine(database: Database, clock: Clock, storage = roomyStorage()) {
  const store = createJobStore(database);
  const jobs = createJobs({
    store,
    clock,
    events: createEventsStandIn().events,
    log: createSilentLog(),
    changes: createChanges(),
    storage,
  });
  return { store, jobs };
}

export const handler = (
  run: JobHandler<Carried>['run'],
  extra: Partial<JobHandler<Carried>> = {},
): JobHandler<Carried> => ({ concurrency: 1, run, ...extra });
