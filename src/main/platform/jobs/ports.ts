import type { ErrorCode } from '#shared/errors.ts';
import type { Job } from '#shared/contract/operations.ts';

export type JobRequest = {
  type: string;
  /** What it is about, in words a person knows. */
  label: string;
  clientId: string | null;
  payload: Record<string, unknown>;
  /** Lower runs first; default 100. */
  priority?: number;
  /** While a job with this key is queued or running, another is not added. */
  idempotencyKey?: string;
  maxAttempts?: number;
};

export type JobRun = {
  id: string;
  clientId: string | null;
  payload: Record<string, unknown>;
  attempt: number;
  /** The last completed step of an earlier attempt, or null. */
  completedStep: string | null;
  /** Aborted when the job is cancelled or the app closes. */
  signal: AbortSignal;
  completeStep(name: string): void;
  /** `fraction` 0 to 1; written at most a few times a second. */
  progress(fraction: number, note?: string): void;
};

export type JobHandler = {
  /** How many of this type run at once. */
  concurrency: number;
  /** Once asked for it is carried through: it cannot be cancelled. */
  mustEnd?: boolean;
  /** What it carried is removed once it is done or cancelled; after a failure it is needed to try again. */
  forgetsPayload?: boolean;
  run(job: JobRun): Promise<void>;
  /** Called once when no attempt is left, or when a person cancelled it. */
  onEnd?(
    job: { id: string; payload: Record<string, unknown> },
    end: 'failed' | 'cancelled',
    code: ErrorCode,
  ): void;
};

export type Jobs = {
  register(type: string, handler: JobHandler): void;
  /** The id of the new job, or of the open one that has the same idempotency key. */
  enqueue(request: JobRequest): string;
  cancel(id: string): void;
  /** Cancels the open job with this idempotency key, if there is one. */
  cancelByKey(key: string): void;
  /** Cancels every open job of a client; resolves once none of them runs any more. */
  cancelOfClient(clientId: string): Promise<void>;
  retry(id: string): void;
  /** Takes failed jobs of a type off the list, those about this: it was tried again, or nobody waits for it. */
  forgetFailures(type: string, about: { field: string; value: string }): void;
  get(id: string): Job | null;
  /** Takes back what an earlier process left running, then works until `close`. */
  start(): void;
  /** Interrupts what runs (it resumes at the next start) and waits for it. */
  close(): Promise<void>;
  /** Resolves when nothing is queued or running. For the command line and tests. */
  idle(): Promise<void>;
};
