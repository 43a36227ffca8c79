import type { ErrorCode } from '#shared/errors.ts';
import type { Job } from '#shared/contract/operations.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Carried, JobKind } from './kind.ts';

export type JobRequest<Payload extends Carried> = {
  /** What it is about, in words a person knows. Left out: its kind has a name, and there is no more to say. */
  label?: string;
  clientId: string | null;
  payload: Payload;
  /** Lower runs first; default 100. */
  priority?: number;
  /** While a job with this key is queued or running, another is not added. */
  idempotencyKey?: string;
  maxAttempts?: number;
};

export type JobRun<Payload extends Carried> = JobUnderWay & { payload: Payload };

/** A job that runs, whatever it carries. */
export type JobUnderWay = {
  id: string;
  clientId: string | null;
  attempt: number;
  /** The last completed step of an earlier attempt, or null. */
  completedStep: string | null;
  /** Aborted when the job is cancelled or the app closes. */
  signal: AbortSignal;
  completeStep(name: string): void;
  /** `fraction` 0 to 1; written at most a few times a second. */
  progress(fraction: number, note?: string): void;
};

export type JobHandler<Payload extends Carried> = {
  /** How many of this type run at once. */
  concurrency: number;
  /** Once asked for it is carried through: it cannot be cancelled. */
  mustEnd?: boolean;
  /** Begins only while nothing else runs: it would hold up the rest. */
  whenQuiet?: boolean;
  /** Done, it is taken off the list: it is due again and again, and there is nothing to tell. */
  leavesNoTrace?: boolean;
  /** What it carried is removed once it is done or cancelled; after a failure it is needed to try again. */
  forgetsPayload?: boolean;
  run(job: JobRun<Payload>): Promise<void>;
  /** Called once when no attempt is left, or when a person cancelled it. */
  onEnd?(job: { id: string; payload: Payload }, end: 'failed' | 'cancelled', code: ErrorCode): void;
  /** Called when a person took the failed job off the list, in the same transaction. */
  onDismissed?(job: { id: string; payload: Payload }): void;
};

export type JobFilter = {
  state: Job['state'] | undefined;
  open: boolean;
  limit: number;
  cursor: string | undefined;
};

/** Some of what a job carries. */
export type About<Payload extends Carried> = Partial<Record<keyof Payload & string, string>>;

export type Jobs = {
  register<Payload extends Carried>(kind: JobKind<Payload>, handler: JobHandler<Payload>): void;
  /** The id of the new job, or of the open one that has the same idempotency key. */
  enqueue<Payload extends Carried>(kind: JobKind<Payload>, request: JobRequest<Payload>): string;
  cancel(id: string): void;
  /** Cancels the open job with this idempotency key, if there is one. */
  cancelByKey(key: string): void;
  /** Cancels every open job of a client; resolves once none of them runs any more. */
  cancelOfClient(clientId: string): Promise<void>;
  retry(id: string): void;
  /** Takes a failed job off the list: nobody wants it any more. */
  dismiss(id: string): void;
  /** Takes failed jobs of a kind off the list, those about this: it was tried again, or nobody waits for it. */
  forgetFailures<Payload extends Carried>(kind: JobKind<Payload>, about: About<Payload>): void;
  get(id: string): Job | null;
  /** The latest job of a kind about this. */
  latest<Payload extends Carried>(kind: JobKind<Payload>, about: About<Payload>): Job | null;
  /** The values of a field of what the open jobs of a kind carry. */
  openAbout<Payload extends Carried>(kind: JobKind<Payload>, field: keyof Payload & string): Set<string>;
  /** The jobs of a kind with what they carry, latest first; what an earlier version carried otherwise is left out. */
  ofKind<Payload extends Carried>(kind: JobKind<Payload>): { job: Job; payload: Payload }[];
  /** Takes a job that ended off the list for good. */
  forget(id: string): void;
  /** Latest first. */
  list(scope: ClientScope, filter: JobFilter): { items: Job[]; nextCursor: string | null };
  /** The current batch: every job since nothing was left to do. `partial`: shares of those under way, added up. */
  batch(scope: ClientScope): { done: number; total: number; partial: number; since: string | null };
  /** Whether anything waits or runs. */
  isBusy(): boolean;
  /** Takes back what an earlier process left running, then works until `close`. */
  start(): void;
  /** Interrupts what runs (it resumes at the next start) and waits for it. */
  close(): Promise<void>;
  /** Resolves when nothing is queued or running. For the command line and tests. */
  idle(): Promise<void>;
};
