import type { z } from 'zod';
import type { Named } from '#shared/contract/vocabulary.ts';
import type { ErrorCode } from '#shared/errors.ts';

/** What a job carries: plain values, kept as JSON. */
export type Carried = Record<string, unknown>;

/** A kind of job, as a feature declares it: data only, so that who asks for the work need not know who does it. */
export type JobKind<Payload extends Carried> = {
  readonly type: string;
  /** What people call it; `{{name}}` stands for its label. Null: each is called by its label. */
  readonly called: Named | null;
  /** What is not so is refused before it is queued, and fails at once when an earlier version queued it. */
  readonly payload: z.ZodType<Payload>;
  /** Errors after which trying again is pointless. */
  readonly pointlessAfter: ReadonlySet<ErrorCode>;
};

/** What jobs of a kind carry. */
export type PayloadOf<Kind> = Kind extends JobKind<infer Payload> ? Payload : never;

export function jobKind<Payload extends Carried>(
  type: string,
  payload: z.ZodType<Payload>,
  { called, pointlessAfter = [] }: { called: Named | null; pointlessAfter?: readonly ErrorCode[] },
): JobKind<Payload> {
  return { type, called, payload, pointlessAfter: new Set(pointlessAfter) };
}
