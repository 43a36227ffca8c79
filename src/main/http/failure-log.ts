import type { Log } from '#main/platform/log.ts';
import type { Problem } from './problem.ts';

/** Busy, full, not reachable for now: states that are told where they begin, not faults of the program. */
const EXPECTED: ReadonlySet<number> = new Set([503, 504, 507]);

/** Notes an answer that failed. What is expected to happen is one line without a stack; a refusal of ours is none. */
export function logFailure(
  log: Log,
  error: unknown,
  { status, code, message }: Pick<Problem, 'status' | 'code' | 'message'>,
  about: { correlationId: string; route?: string | undefined },
): void {
  if (status < 500) return;
  if (EXPECTED.has(status))
    log.warn({ code, reason: message, ...about }, 'request could not be answered now');
  else log.error({ err: error, ...about }, 'request failed');
}
