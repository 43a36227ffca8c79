import type { Named } from '#shared/contract/vocabulary.ts';
import type { Schedule } from '#main/platform/schedules/schedule.ts';
import type { Scheduler } from '#main/platform/schedules/index.ts';
import type { Carried, JobKind } from './kind.ts';
import type { JobHandler, Jobs } from './ports.ts';

/** A kind of job with what does it. */
export type JobWork = {
  readonly type: string;
  readonly called: Named | null;
  /** Where it is due by itself. */
  readonly due: { name: string; about: Named } | null;
  /** Hands it to the queue and, where it is due by itself, to the schedules. */
  begin(jobs: Pick<Jobs, 'register'>, schedules: Pick<Scheduler, 'register'>): void;
};

export function jobWork<Payload extends Carried>(
  kind: JobKind<Payload>,
  handler: JobHandler<Payload>,
  due?: Omit<Schedule<Payload>, 'kind'>,
): JobWork {
  return {
    type: kind.type,
    called: kind.called,
    due: due ?? null,
    begin(jobs, schedules) {
      jobs.register(kind, handler);
      if (due !== undefined) schedules.register({ kind, ...due });
    },
  };
}
