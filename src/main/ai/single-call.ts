import { setTimeout as delay } from 'node:timers/promises';

import { FoyerError } from '#shared/errors.ts';
import { RETRY_DELAY_MS } from './limits.ts';
import { isWorthRetrying, timeoutError, toModelError } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';

/**
 * Runs one call that answers at once (vectors, lists) under a time limit, with one retry after a failure of the
 * moment. Throws FoyerError with a `model.*` code, or the signal's reason.
 */
export async function callOnce<Result>(options: {
  subject: ErrorSubject;
  /** Time for the call, retry included, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  retry: boolean;
  call: (signal: AbortSignal) => Promise<Result>;
}): Promise<Result> {
  const { subject, signal } = options;
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const both = AbortSignal.any([signal, deadline]);
  for (let retried = !options.retry; ; retried = true) {
    try {
      return await options.call(both);
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.aborted) throw timeoutError('whole-answer', subject);
      const known = toModelError(error, subject);
      if (retried || !(known instanceof FoyerError) || !isWorthRetrying(known)) throw known;
      await delay(RETRY_DELAY_MS.least + Math.random() * RETRY_DELAY_MS.spread);
    }
  }
}
