import type { ErrorCode } from '#shared/errors.ts';

/** Failures in a row after which an endpoint is left alone. */
const FAILURES_TO_OPEN = 3;

/** How long it is left alone before one request tries it again, in milliseconds. */
const OPEN_MS = 30_000;

/** A server that asks to be left alone for longer is tried after this all the same, in milliseconds. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Failures that say the server is in trouble. A refused key or a missing model answers at once, and may be mended at any time. */
const TROUBLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'model.unreachable',
  'model.timeout',
  'model.server_error',
  'model.bad_response',
  'model.rate_limited',
  'model.interrupted',
  'model.engine_stopped',
]);

export type BreakerState = 'closed' | 'open' | 'half-open';

export type CircuitBreaker = {
  state(): BreakerState;
  /** True when a request may go through. In the half-open state only the first caller gets it. */
  tryEnter(): boolean;
  succeeded(): void;
  /** @param retryAfterSeconds how long the server asked to be left alone, which it is at once */
  failed(code: ErrorCode, retryAfterSeconds?: number | null): void;
  /** The caller left before anything was learnt. */
  abandoned(): void;
  /** Whether a request tries it again now. */
  isTried(): boolean;
  /** Why it did not answer last; null once it has answered since. */
  lastFailure(): ErrorCode | null;
  /** The failure that opened it, and the seconds until the next trial; null when requests go through. */
  blockedBy(): { code: ErrorCode; retryAfterSeconds: number } | null;
};

export type CircuitBreakers = { for(key: string): CircuitBreaker };

/**
 * One breaker for each endpoint, shared by everybody who uses it. `now` is in milliseconds; `onChange` is told when what
 * one says of its endpoint may be another.
 */
export function createCircuitBreakers({
  now,
  onChange = () => undefined,
}: {
  now: () => number;
  onChange?: () => void;
}): CircuitBreakers {
  const breakers = new Map<string, CircuitBreaker>();
  return {
    for(key) {
      const existing = breakers.get(key);
      if (existing !== undefined) return existing;
      const created = createCircuitBreaker(now, onChange);
      breakers.set(key, created);
      return created;
    },
  };
}

function createCircuitBreaker(now: () => number, onChange: () => void): CircuitBreaker {
  let failures = 0;
  let openUntil: number | null = null;
  let trying = false;
  let lastCode: ErrorCode = 'model.unreachable';
  let lastFailure: ErrorCode | null = null;

  function state(): BreakerState {
    if (openUntil === null) return 'closed';
    return now() >= openUntil ? 'half-open' : 'open';
  }

  return {
    state,
    tryEnter() {
      const current = state();
      if (current === 'closed') return true;
      if (current === 'open' || trying) return false;
      trying = true;
      onChange();
      return true;
    },
    succeeded() {
      const wasWell = openUntil === null && lastFailure === null;
      failures = 0;
      openUntil = null;
      trying = false;
      lastFailure = null;
      if (!wasWell) onChange();
    },
    failed(code, retryAfterSeconds = null) {
      trying = false;
      lastFailure = code;
      onChange();
      if (!TROUBLE.has(code)) {
        // It answered, if only to refuse: the server is there.
        failures = 0;
        openUntil = null;
        return;
      }
      lastCode = code;
      failures += 1;
      const pauseMs = Math.min((retryAfterSeconds ?? 0) * 1_000, LONGEST_PAUSE_MS);
      if (pauseMs > 0) openUntil = now() + pauseMs;
      else if (failures >= FAILURES_TO_OPEN) openUntil = now() + OPEN_MS;
    },
    abandoned() {
      if (trying) onChange();
      trying = false;
    },
    isTried: () => trying,
    lastFailure: () => lastFailure,
    blockedBy() {
      if (openUntil === null) return null;
      const left = Math.max(0, openUntil - now());
      return { code: lastCode, retryAfterSeconds: Math.ceil(left / 1000) };
    },
  };
}
