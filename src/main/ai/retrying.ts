import type { FoyerError } from '#shared/errors.ts';
import { FIRST_RETRY_MS, MOST_TRIES, RETRY_AFTER_SPREAD_MS } from './limits.ts';
import { isWorthRetrying, retryAfterOf } from './model-errors.ts';

/**
 * Whether one request is sent again, and when: after failures of the moment alone, each time twice as late, and never so
 * late that a person would wait longer than `withinMs` from now.
 */
export function createRetries(withinMs: number) {
  const startedAt = performance.now();
  let tries = 1;
  return {
    /** Milliseconds to wait before the next try; null when there is none. */
    delayAfter(error: FoyerError): number | null {
      const wait = waitAfter(error, tries);
      if (wait === null || tries >= MOST_TRIES) return null;
      if (performance.now() - startedAt + wait > withinMs) return null;
      tries += 1;
      return wait;
    },
  };
}

function waitAfter(error: FoyerError, tries: number): number | null {
  const asked = retryAfterOf(error);
  if (asked !== null) return asked * 1_000 + Math.random() * RETRY_AFTER_SPREAD_MS;
  if (!isWorthRetrying(error)) return null;
  const longest = FIRST_RETRY_MS * 2 ** (tries - 1);
  return longest / 2 + (Math.random() * longest) / 2;
}
