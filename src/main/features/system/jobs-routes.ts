import { FoyerError } from '#shared/errors.ts';
import type { Job } from '#shared/contract/operations.ts';
import type { Journal } from '#main/db/audit/journal.ts';
import { scopeHolds, type ClientScope } from '#main/db/client-scope.ts';
import { os } from '#main/features/access/implementer.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Scheduler } from '#main/platform/schedules/index.ts';

const MIN_DONE_TO_ESTIMATE = 0.02; // of the batch; before that an estimate would jump about

type Dependencies = {
  jobs: Jobs;
  schedules: Pick<Scheduler, 'list' | 'runNow'>;
  journal: Pick<Journal, 'record'>;
  clock: Clock;
};

export function createJobRoutes({ jobs, schedules, journal, clock }: Dependencies) {
  function get(scope: ClientScope, id: string): Job {
    const job = jobs.get(id);
    const inReach = job?.clientId == null ? scope.clientIds === 'all' : scopeHolds(scope, job.clientId);
    if (!job || !inReach) {
      throw new FoyerError('resource.not_found', `No job ${id}`);
    }
    return job;
  }

  return {
    list: os.jobs.list.handler(({ input, context: { scope } }) => {
      const { items, nextCursor } = jobs.list(scope, {
        state: input.state,
        open: input.open ?? false,
        limit: input.limit,
        cursor: input.cursor,
      });
      const batch = jobs.batch(scope);
      const progress = batch.total === 0 ? 0 : (batch.done + batch.partial) / batch.total;
      const elapsedMs = batch.since === null ? 0 : clock.now().getTime() - new Date(batch.since).getTime();
      const secondsLeft =
        progress < MIN_DONE_TO_ESTIMATE || elapsedMs <= 0
          ? null
          : Math.round((elapsedMs / progress - elapsedMs) / 1000);
      return { items, nextCursor, batch: { done: batch.done, total: batch.total, progress, secondsLeft } };
    }),
    cancel: os.jobs.cancel.handler(({ input, context }) => {
      get(context.scope, input.id);
      jobs.cancel(input.id);
      return get(context.scope, input.id);
    }),
    retry: os.jobs.retry.handler(({ input, context }) => {
      get(context.scope, input.id);
      jobs.retry(input.id);
      return get(context.scope, input.id);
    }),
    dismiss: os.jobs.dismiss.handler(({ input, context }) => {
      get(context.scope, input.id);
      jobs.dismiss(input.id);
      return get(context.scope, input.id);
    }),
    schedules: os.jobs.schedules.handler(() => schedules.list()),
    runSchedule: os.jobs.runSchedule.handler(({ input, context }) => {
      const job = get(context.scope, schedules.runNow(input.name));
      journal.record({ action: 'jobs.started', targetId: job.id, targetLabel: job.label });
      return job;
    }),
  };
}
