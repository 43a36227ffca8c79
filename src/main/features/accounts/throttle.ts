import { FoyerError } from '#shared/errors.ts';

const WINDOW_MS = 15 * 60_000;
const SIGN_IN_LIMITS = {
  account: 10, // a person who forgot tries fewer
  address: 40, // an office shares one address
};
const TRACKED_KEYS = 10_000;

export type SignInThrottle = {
  /** Throws `auth.throttled` with `retryAfterSeconds` when the account or the address failed too often. */
  check(email: string, address: string | null): void;
  failed(email: string, address: string | null): void;
  succeeded(email: string): void;
};

/**
 * Counts failures by account and by socket address. Time comes from the monotonic clock, so that changing the
 * date neither locks anyone out nor lets anyone in.
 */
export function createSignInThrottle(
  monotonicMs: () => number = () => performance.now(),
  limits: { account: number; address: number } = SIGN_IN_LIMITS,
): SignInThrottle {
  const failures = new Map<string, number[]>();

  const recent = (key: string): number[] => {
    const since = monotonicMs() - WINDOW_MS;
    return (failures.get(key) ?? []).filter(at => at > since);
  };
  const keysOf = (email: string, address: string | null): [string, number][] => [
    [`account:${email}`, limits.account],
    ...(address === null ? [] : ([[`address:${address}`, limits.address]] as [string, number][])),
  ];

  return {
    check(email, address) {
      for (const [key, limit] of keysOf(email, address)) {
        const times = recent(key);
        const oldest = times[times.length - limit];
        if (oldest === undefined) continue;
        const retryAfterSeconds = Math.ceil((oldest + WINDOW_MS - monotonicMs()) / 1000);
        throw new FoyerError('auth.throttled', 'Too many failed attempts', {
          details: { retryAfterSeconds },
        });
      }
    },
    failed(email, address) {
      for (const [key] of keysOf(email, address)) {
        if (failures.size >= TRACKED_KEYS && !failures.has(key)) failures.clear();
        failures.set(key, [...recent(key), monotonicMs()]);
      }
    },
    succeeded(email) {
      failures.delete(`account:${email}`);
    },
  };
}
