import ipaddr from 'ipaddr.js';
import { FoyerError } from '#shared/errors.ts';
import { createAttemptLedger, type AttemptLedger, type LedgerRules, type Lock } from './attempt-ledger.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WINDOW_MS = 15 * MINUTE_MS;
const CAPACITY = 10_000;

const accountRules: LedgerRules = {
  limit: 10, // a person who forgot tries fewer
  limitAfterLock: 1,
  windowMs: WINDOW_MS,
  firstLockMs: MINUTE_MS,
  longestLockMs: HOUR_MS,
  forgetMs: 24 * HOUR_MS,
  capacity: CAPACITY,
};
const addressRules: LedgerRules = {
  ...accountRules,
  limit: 40, // an office shares one address
  limitAfterLock: 10,
  forgetMs: 6 * HOUR_MS,
};

const IPV6_NETWORK_PARTS = 4; // of 16 bits: a /64 is what one household or one machine is given

export type LockoutKind = 'account' | 'address';
/** Times are how long ago and how long yet, in milliseconds: nothing here depends on the time of day. */
export type Lockout = {
  id: string;
  kind: LockoutKind;
  subject: string;
  sinceMs: number;
  leftMs: number;
  attempts: number;
};

/** One attempt being checked; exactly one of its ends is called. */
export type SignInAttempt = {
  succeeded(): void;
  failed(): void;
  /** Neither right nor wrong: something else was missing. */
  withdrawn(): void;
};

export type SignInThrottle = {
  /**
   * Counts an attempt before anything is checked. Throws `auth.throttled` with `retryAfterSeconds` when the account
   * or the address failed too often.
   */
  begin(account: string, address: string | null): SignInAttempt;
  /** Forgets what failed for an account: its person has proved who they are in another way. */
  clear(account: string): void;
  lockouts(): Lockout[];
  /** Lets in again at once. @returns whether there was such a lock-out. */
  lift(id: string): Lockout | null;
};

type Options = {
  monotonicMs?: () => number;
  onLockout?: (lockout: Lockout) => void;
};

/**
 * Slows guessing by account and by socket address. Time comes from the monotonic clock, so that changing the date
 * neither locks anyone out nor lets anyone in. An account that does not exist is counted like one that does.
 */
export function createSignInThrottle({
  monotonicMs = () => performance.now(),
  onLockout = () => undefined,
}: Options = {}): SignInThrottle {
  const ledgers: Record<LockoutKind, AttemptLedger> = {
    account: createAttemptLedger(accountRules, monotonicMs),
    address: createAttemptLedger(addressRules, monotonicMs),
  };
  const kinds = ['account', 'address'] as const;

  const asLockout = (kind: LockoutKind, lock: Lock): Lockout => ({
    id: lock.id,
    kind,
    subject: lock.key,
    sinceMs: monotonicMs() - lock.sinceMs,
    leftMs: lock.untilMs - monotonicMs(),
    attempts: lock.attempts,
  });

  return {
    begin(account, address) {
      const keys = [
        ['account', account],
        ...(address === null ? [] : [['address', networkOf(address)] as const]),
      ] as const;
      const waitMs = Math.max(...keys.map(([kind, key]) => ledgers[kind].waitMs(key)));
      if (waitMs > 0) {
        throw new FoyerError('auth.throttled', 'Too many failed attempts', {
          details: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
        });
      }
      for (const [kind, key] of keys) ledgers[kind].begin(key);
      return {
        succeeded() {
          // An address is not cleared by one right password: whoever has an account could go on guessing others'.
          for (const [kind, key] of keys)
            ledgers[kind].end(key, kind === 'account' ? 'succeeded' : 'withdrawn');
        },
        failed() {
          for (const [kind, key] of keys) {
            const lock = ledgers[kind].end(key, 'failed');
            if (lock !== null) onLockout(asLockout(kind, lock));
          }
        },
        withdrawn() {
          for (const [kind, key] of keys) ledgers[kind].end(key, 'withdrawn');
        },
      };
    },

    clear: account => ledgers.account.clear(account),

    lockouts: () => kinds.flatMap(kind => ledgers[kind].locks().map(lock => asLockout(kind, lock))),

    lift(id) {
      for (const kind of kinds) {
        const lock = ledgers[kind].lift(id);
        if (lock !== null) return asLockout(kind, lock);
      }
      return null;
    },
  };
}

/** The address itself, or the /64 of an IPv6 address: its owner has the other 64 bits for free. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, ''); // the zone of a link-local address
  if (!ipaddr.isValid(plain)) return address;
  const parsed = ipaddr.process(plain); // IPv4 in IPv6 clothes counts as IPv4
  if (parsed.kind() === 'ipv4' || !('parts' in parsed)) return parsed.toString();
  const network = parsed.parts.slice(0, IPV6_NETWORK_PARTS).map(part => part.toString(16));
  return `${network.join(':')}::/64`;
}
