import ipaddr from 'ipaddr.js';
import { FoyerError } from '#shared/errors.ts';
import { createAttemptLedger, type AttemptLedger, type LedgerRules, type Lock } from './attempt-ledger.ts';
import type { AttemptOrigin } from './attempt-origin.ts';

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

/** What is typed of a code that an authenticator shows, with a space or two; a recovery code has sixteen letters. */
const LONGEST_GUESSABLE = 12;

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
   * Counts an attempt before anything is checked. Answers `auth.throttled` with `retryAfterSeconds` when the account
   * failed too often from there, or the address did; a device or session of one's own has no part in its address.
   */
  begin(account: string, address: string | null, origin?: AttemptOrigin): SignInAttempt | FoyerError;
  /**
   * Counts a try of a code, once the password was right. Throws `auth.throttled` when too many were wrong; recovery
   * codes, which nobody guesses, are never refused for that.
   */
  beginCode(account: string, origin: AttemptOrigin, code: string): { right(): void; failed(): void };
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
  const ledgers: Record<LockoutKind | 'code', AttemptLedger> = {
    account: createAttemptLedger(accountRules, monotonicMs),
    address: createAttemptLedger(addressRules, monotonicMs),
    code: createAttemptLedger(accountRules, monotonicMs),
  };
  const kinds = ['account', 'address', 'code'] as const;

  const asLockout = (kind: (typeof kinds)[number], lock: Lock): Lockout => ({
    id: lock.id,
    kind: kind === 'address' ? 'address' : 'account',
    subject: kind === 'address' ? lock.key : accountOf(lock.key),
    sinceMs: monotonicMs() - lock.sinceMs,
    leftMs: lock.untilMs - monotonicMs(),
    attempts: lock.attempts,
  });

  return {
    begin(account, address, origin = 'elsewhere') {
      const own = origin.startsWith('device ') || origin.startsWith('session ');
      const keys = [
        ['account', keyOf(account, origin)],
        ...(address === null || own ? [] : [['address', networkOf(address)] as const]),
      ] as const;
      const waitMs = Math.max(...keys.map(([kind, key]) => ledgers[kind].waitMs(key)));
      if (waitMs > 0) return throttled(waitMs);
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

    beginCode(account, origin, code) {
      const key = keyOf(account, origin);
      const ledger = ledgers.code;
      const waitMs = ledger.waitMs(key);
      if (waitMs > 0 && isGuessable(code)) throw throttled(waitMs);
      ledger.begin(key);
      return {
        right: () => void ledger.end(key, 'succeeded'),
        failed() {
          const lock = ledger.end(key, waitMs > 0 ? 'withdrawn' : 'failed'); // no lock is made longer
          if (lock !== null) onLockout(asLockout('code', lock));
        },
      };
    },

    clear(account) {
      for (const kind of ['account', 'code'] as const) ledgers[kind].clear(key => accountOf(key) === account);
    },

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

/** An address holds no line break, and neither does an e-mail. */
const keyOf = (account: string, origin: AttemptOrigin): string => `${account}\n${origin}`;
const accountOf = (key: string): string => key.split('\n')[0] ?? key;

/** Six digits; a recovery code has 80 bits. */
const isGuessable = (code: string): boolean => code.length <= LONGEST_GUESSABLE;

function throttled(waitMs: number): FoyerError {
  return new FoyerError('auth.throttled', 'Too many failed attempts', {
    details: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
  });
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
