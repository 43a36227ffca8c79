import { FoyerError } from '#shared/errors.ts';
import type { Job } from '#shared/contract/operations.ts';
import { scopeHolds, type ClientScope } from '#main/db/client-scope.ts';
import { os } from '#main/features/access/implementer.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { asJob, type JobStore } from '#main/platform/jobs/store.ts';

const MIN_DONE_TO_ESTIMATE = 0.02; // of the batch; before that an estimate would jump about

export function createJobRoutes(jobs: Jobs, store: JobStore, clock: Clock) {
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
      const { items, nextCursor } = store.list(scope, {
        state: input.state,
        open: input.open ?? false,
        limit: input.limit,
        cursor: input.cursor,
      });
      const batch = store.batch(scope);
      const progress = batch.total === 0 ? 0 : (batch.done + batch.partial) / batch.total;
      const elapsedMs = batch.since === null ? 0 : clock.now().getTime() - new Date(batch.since).getTime();
      const secondsLeft =
        progress < MIN_DONE_TO_ESTIMATE || elapsedMs <= 0
          ? null
          : Math.round((elapsedMs / progress - elapsedMs) / 1000);
      return {
        items: items.map(asJob),
        nextCursor,
        batch: { done: batch.done, total: batch.total, progress, secondsLeft },
      };
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
  };
}
