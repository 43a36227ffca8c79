import { FoyerError } from '#shared/errors.ts';

const MINUTE_MS = 60_000;
const KEYS_KEPT = 50_000; // about 10 MB; beyond it the oldest is forgotten

export type LimitName = 'visitor' | 'widget' | 'address';

/** One count a request falls under. */
export type Count = {
  name: LimitName;
  key: string;
  /** Requests within a minute. */
  most: number;
  /** The owner's words; null for the widget's own. */
  words: string | null;
};

export type VisitorLimits = {
  /**
   * Counts one request under every count, or under none: throws `visitor.limit_reached` for the first, in the order
   * given, that is reached.
   */
  take(counts: readonly Count[]): void;
};

/** Counts of the last minute, by the monotonic clock: changing the date neither locks out nor lets in. */
export function createVisitorLimits(monotonicMs: () => number = () => performance.now()): VisitorLimits {
  const taken = new Map<string, number[]>();

  /** Times within the last minute, oldest first. */
  function recent(key: string, now: number): number[] {
    const times = taken.get(key);
    if (times === undefined) return [];
    const first = times.findIndex(at => at > now - MINUTE_MS);
    if (first === -1) {
      taken.delete(key);
      return [];
    }
    if (first > 0) times.splice(0, first);
    return times;
  }

  return {
    take(counts) {
      const now = monotonicMs();
      for (const count of counts) {
        const times = recent(`${count.name}:${count.key}`, now);
        const oldest = times[times.length - count.most];
        if (oldest !== undefined) throw limitReached(count.name, count.words, oldest + MINUTE_MS - now);
      }
      for (const { name, key } of counts) {
        const full = `${name}:${key}`;
        const times = taken.get(full) ?? [];
        times.push(now);
        // Moved to the end: what was used longest ago is first.
        taken.delete(full);
        taken.set(full, times);
      }
      for (const key of taken.keys()) {
        if (taken.size <= KEYS_KEPT) break;
        taken.delete(key);
      }
    },
  };
}

/** The refusal of a limit, with the owner's words when there are some. */
export function limitReached(limit: LimitName, words: string | null, waitMs: number): FoyerError {
  return new FoyerError('visitor.limit_reached', `The limit of this ${limit} is reached`, {
    details: {
      limit,
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
      ...(words === null ? {} : { message: words }),
    },
  });
}
