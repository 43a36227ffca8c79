import { randomUUID } from 'node:crypto';

export type LedgerRules = {
  /** Failures within `windowMs` that lock. */
  limit: number;
  /** Failures that lock again, once a first lock is over. */
  limitAfterLock: number;
  windowMs: number;
  /** The first lock; each one after it lasts twice as long, up to `longestLockMs`. */
  firstLockMs: number;
  longestLockMs: number;
  /** Without a failure for this long, everything is forgotten. */
  forgetMs: number;
  /** How many keys are remembered. */
  capacity: number;
};

export type Lock = { id: string; key: string; sinceMs: number; untilMs: number; attempts: number };
export type Outcome = 'failed' | 'succeeded' | 'withdrawn';

type Entry = {
  id: string;
  failuresMs: number[];
  /** Attempts that are being checked: they count until their outcome is known, so that many at once gain nothing. */
  pending: number;
  locks: number;
  lockedSinceMs: number;
  lockedUntilMs: number;
  lastMs: number;
  /** Failures since the last calm, for the person who reads the list. */
  attempts: number;
};

export type AttemptLedger = ReturnType<typeof createAttemptLedger>;

/**
 * Counts failed attempts by key (an account, an address) on a monotonic clock. When it is full, a key with few failures
 * makes room, the oldest first: no flood of new keys frees one that is locked or half-way there.
 */
export function createAttemptLedger(rules: LedgerRules, monotonicMs: () => number) {
  /** In order of their last failure. Which one a key is in is decided by `isSuspect`. */
  const harmless = new Map<string, Entry>();
  const suspect = new Map<string, Entry>();

  const isSuspect = (entry: Entry): boolean =>
    entry.locks > 0 || entry.failuresMs.length >= Math.ceil(rules.limit / 2);
  const entryUnder = (key: string): Entry | undefined => harmless.get(key) ?? suspect.get(key);

  function remove(key: string): void {
    harmless.delete(key);
    suspect.delete(key);
  }

  function put(key: string, entry: Entry): void {
    remove(key);
    (isSuspect(entry) ? suspect : harmless).set(key, entry);
  }

  function known(key: string): Entry | null {
    const entry = entryUnder(key);
    if (entry === undefined) return null;
    const now = monotonicMs();
    const calm = entry.pending === 0 && now >= entry.lockedUntilMs && now - entry.lastMs > rules.forgetMs;
    if (calm) {
      remove(key);
      return null;
    }
    entry.failuresMs = entry.failuresMs.filter(at => at > now - rules.windowMs);
    return entry;
  }

  function makeRoom(): void {
    if (harmless.size + suspect.size < rules.capacity) return;
    const [oldest] = harmless.keys();
    const now = monotonicMs();
    // All are suspects: it took tens of thousands of failures from a thousand addresses to get here.
    const victim =
      oldest ?? [...suspect].find(([, entry]) => entry.lockedUntilMs <= now)?.[0] ?? [...suspect.keys()][0];
    if (victim !== undefined) remove(victim);
  }

  function entryOf(key: string): Entry {
    const entry = known(key);
    if (entry !== null) return entry;
    makeRoom();
    const fresh: Entry = {
      id: randomUUID(),
      failuresMs: [],
      pending: 0,
      locks: 0,
      lockedSinceMs: 0,
      lockedUntilMs: -Infinity,
      lastMs: monotonicMs(),
      attempts: 0,
    };
    put(key, fresh);
    return fresh;
  }

  const limitOf = (entry: Entry): number => (entry.locks === 0 ? rules.limit : rules.limitAfterLock);

  function lockOf(key: string, entry: Entry): Lock | null {
    if (entry.lockedUntilMs <= monotonicMs()) return null;
    const { id, lockedSinceMs, lockedUntilMs, attempts } = entry;
    return { id, key, sinceMs: lockedSinceMs, untilMs: lockedUntilMs, attempts };
  }

  return {
    /** Milliseconds to wait before the next attempt; 0 when it may be made now. */
    waitMs(key: string): number {
      const entry = known(key);
      if (entry === null) return 0;
      const now = monotonicMs();
      if (entry.lockedUntilMs > now) return entry.lockedUntilMs - now;
      // As many as would lock are being checked at this moment: one of them has to end first.
      return entry.failuresMs.length + entry.pending >= limitOf(entry) ? 1 : 0;
    },

    begin(key: string): void {
      entryOf(key).pending += 1;
    },

    /** @returns the lock, when this outcome made one. */
    end(key: string, outcome: Outcome): Lock | null {
      const entry = entryOf(key);
      entry.pending = Math.max(0, entry.pending - 1);
      if (outcome !== 'failed') {
        if (outcome === 'succeeded' || entry.attempts === 0) forget(key, entry);
        return null;
      }
      const now = monotonicMs();
      entry.lastMs = now;
      entry.attempts += 1;
      entry.failuresMs.push(now);
      const locks = entry.failuresMs.length >= limitOf(entry);
      if (locks) {
        entry.failuresMs = [];
        entry.lockedSinceMs = now;
        entry.lockedUntilMs = now + Math.min(rules.longestLockMs, rules.firstLockMs * 2 ** entry.locks);
        entry.locks += 1;
      }
      put(key, entry);
      return locks ? lockOf(key, entry) : null;
    },

    /** Forgets the keys that are asked about. */
    clear(isMeant: (key: string) => boolean): void {
      for (const key of [...harmless.keys(), ...suspect.keys()]) if (isMeant(key)) remove(key);
    },

    locks: (): Lock[] =>
      [...suspect].flatMap(([key, entry]) => {
        const lock = lockOf(key, entry);
        return lock === null ? [] : [lock];
      }),

    /** Forgets a key that is locked. @returns the lock that was lifted. */
    lift(id: string): Lock | null {
      for (const [key, entry] of suspect) {
        if (entry.id !== id) continue;
        const lock = lockOf(key, entry);
        if (lock !== null) remove(key);
        return lock;
      }
      return null;
    },
  };

  function forget(key: string, entry: Entry): void {
    if (entry.pending === 0) return remove(key);
    Object.assign(entry, { failuresMs: [], attempts: 0, locks: 0, lockedUntilMs: -Infinity });
    put(key, entry);
  }
}
