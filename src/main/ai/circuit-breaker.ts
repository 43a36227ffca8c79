import type { ErrorCode } from '#shared/errors.ts';

/** Failures in a row after which an endpoint is left alone. */
const FAILURES_TO_OPEN = 3;

/** How long it is left alone before one request tries it again, in milliseconds. */
const OPEN_MS = 30_000;

/** Failures that say the server is in trouble. A refused key or a missing model answers at once, and may be mended at any time. */
const TROUBLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'model.unreachable',
  'model.timeout',
  'model.server_error',
  'model.bad_response',
  'model.rate_limited',
  'model.interrupted',
]);

export type BreakerState = 'closed' | 'open' | 'half-open';

export type CircuitBreaker = {
  state(): BreakerState;
  /** True when a request may go through. In the half-open state only the first caller gets it. */
  tryEnter(): boolean;
  succeeded(): void;
  failed(code: ErrorCode): void;
  /** The caller left before anything was learnt. */
  abandoned(): void;
  /** The failure that opened it, and the seconds until the next trial; null when requests go through. */
  blockedBy(): { code: ErrorCode; retryAfterSeconds: number } | null;
};

/** One breaker for each endpoint, shared by everybody who uses it. `now` is in milliseconds. */
export function createCircuitBreakers({ now }: { now: () => number }): { for(key: string): CircuitBreaker } {
  const breakers = new Map<string, CircuitBreaker>();
  return {
    for(key) {
      const existing = breakers.get(key);
      if (existing !== undefined) return existing;
      const created = createCircuitBreaker(now);
      breakers.set(key, created);
      return created;
    },
  };
}

function createCircuitBreaker(now: () => number): CircuitBreaker {
  let failures = 0;
  let openedAt: number | null = null;
  let trying = false;
  let lastCode: ErrorCode = 'model.unreachable';

  function state(): BreakerState {
    if (openedAt === null) return 'closed';
    return now() - openedAt >= OPEN_MS ? 'half-open' : 'open';
  }

  return {
    state,
    tryEnter() {
      const current = state();
      if (current === 'closed') return true;
      if (current === 'open' || trying) return false;
      trying = true;
      return true;
    },
    succeeded() {
      failures = 0;
      openedAt = null;
      trying = false;
    },
    failed(code) {
      trying = false;
      if (!TROUBLE.has(code)) {
        // It answered, if only to refuse: the server is there.
        failures = 0;
        openedAt = null;
        return;
      }
      lastCode = code;
      failures += 1;
      if (failures >= FAILURES_TO_OPEN) openedAt = now();
    },
    abandoned() {
      trying = false;
    },
    blockedBy() {
      if (openedAt === null) return null;
      const left = Math.max(0, openedAt + OPEN_MS - now());
      return { code: lastCode, retryAfterSeconds: Math.ceil(left / 1000) };
    },
  };
}
