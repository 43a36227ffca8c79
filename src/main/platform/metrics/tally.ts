import type { Counted, MetricStore } from './store.ts';

/** More is written in between, so that a year of events takes no more memory than a day of them. */
const KEPT_AT_MOST = 4_000;

export type Tally = ReturnType<typeof createTally>;

/**
 * What several events add to figures, added up before it is written: most of an hour's events add to the same figures.
 * Nothing is on the disk before `write`.
 */
export function createTally(store: Pick<MetricStore, 'addToHour' | 'addToDay'>) {
  const sums = { hour: new Map<string, Counted>(), day: new Map<string, Counted>() };
  const seen = new Set<string>();

  function write(): void {
    for (const [at, counted] of sums.hour) store.addToHour(at.slice(0, at.indexOf(' ')), counted);
    for (const [at, counted] of sums.day) store.addToDay(at.slice(0, at.indexOf(' ')), counted);
    sums.hour.clear();
    sums.day.clear();
    seen.clear();
  }

  return {
    add(to: 'hour' | 'day', at: string, { clientId, metric, dimensions, value }: Counted): void {
      const key = `${at} ${clientId} ${metric} ${dimensions}`;
      const sum = sums[to].get(key);
      sums[to].set(key, { clientId, metric, dimensions, value: (sum?.value ?? 0) + value });
      if (sums[to].size >= KEPT_AT_MOST) write();
    },
    /** Whether this was said before, since it was last written. Said, it is. */
    isRepeated(what: string): boolean {
      if (seen.has(what)) return true;
      seen.add(what);
      return false;
    },
    write,
  };
}
