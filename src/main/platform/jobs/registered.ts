import { FoyerError, type ErrorCode } from '#shared/errors.ts';
import type { Named } from '#shared/contract/vocabulary.ts';
import type { Carried, JobKind } from './kind.ts';
import type { JobHandler, JobRun } from './ports.ts';
import type { JobRow } from './store.ts';

/** A kind with who does its work; what it carries is read on the way in. */
export type Registered = Pick<
  JobHandler<Carried>,
  'concurrency' | 'mustEnd' | 'whenQuiet' | 'leavesNoTrace' | 'forgetsPayload'
> & {
  called: Named | null;
  pointlessAfter: ReadonlySet<ErrorCode>;
  run(job: JobRun<Carried>): Promise<void>;
  onEnd(row: JobRow, end: 'failed' | 'cancelled', code: ErrorCode): void;
  onDismissed(row: JobRow): void;
};

/** What a job carries is not what its kind says: an earlier version queued it. No attempt mends that. */
export class Misfit extends FoyerError {
  constructor(type: string, cause: unknown) {
    super('internal.unexpected', `What a job of ${type} carries does not fit`, { cause });
  }
}

export function carriedBy<Payload extends Carried>(
  { type, payload }: JobKind<Payload>,
  carried: Carried,
): Payload {
  const read = payload.safeParse(carried);
  if (!read.success) throw new Misfit(type, read.error);
  return read.data;
}

export function registeredOf<Payload extends Carried>(
  kind: JobKind<Payload>,
  handler: JobHandler<Payload>,
): Registered {
  const { concurrency, mustEnd = false, whenQuiet = false } = handler;
  const { leavesNoTrace = false, forgetsPayload = false } = handler;
  return {
    called: kind.called,
    concurrency,
    mustEnd,
    whenQuiet,
    leavesNoTrace,
    forgetsPayload,
    pointlessAfter: kind.pointlessAfter,
    run: async job => handler.run({ ...job, payload: carriedBy(kind, job.payload) }),
    onEnd(row, end, code) {
      const read = kind.payload.safeParse(row.payload);
      if (read.success) handler.onEnd?.({ id: row.id, payload: read.data }, end, code);
    },
    onDismissed(row) {
      const read = kind.payload.safeParse(row.payload);
      if (read.success) handler.onDismissed?.({ id: row.id, payload: read.data });
    },
  };
}
