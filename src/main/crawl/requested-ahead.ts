import type { SiteSettings } from '#shared/contract/sources.ts';
import type { Look, SkipReason, Waiting } from '#main/features/sources/kinds.ts';
import type { Arrival, Arrivals } from './site-arrival.ts';
import type { SiteLinks } from './site-links.ts';

/**
 * Requests what is likely to be next while a page is read: still one request at a time, at the pace of the host. What was
 * requested waits for its turn, whenever that comes.
 *
 * @param kept what was gone to already
 */
export function createRequestedAhead(options: {
  look: Look<SiteSettings>;
  links: SiteLinks;
  arrivals: Arrivals;
  kept: Map<string, Arrival>;
  refusalOf: (waiting: Waiting) => SkipReason | null;
}) {
  const { look, links, arrivals, kept, refusalOf } = options;
  const done = new Set<string>();
  let ahead: { key: string; arrival: Promise<Arrival> } | null = null;

  function goTo(waiting: Waiting): Promise<Arrival> {
    const stopsAt = (key: string): SkipReason | null =>
      look.queue([{ ...waiting, key }]) === 0 ? 'duplicate' : null;
    return arrivals.goTo(waiting, { stopsAt, known: look.known(waiting.key) });
  }

  return {
    /** Where an address leads: as it was requested ahead, or now. */
    async take(waiting: Waiting): Promise<Arrival> {
      const { key } = waiting;
      done.add(key);
      const current = ahead;
      ahead = null;
      if (current?.key === key) return await current.arrival;
      // Its turn comes later; one that failed is asked for again then.
      const other = await current?.arrival.catch(() => null);
      if (current !== null && other !== null && other !== undefined) kept.set(current.key, other);
      const found = kept.get(key);
      kept.delete(key);
      return found ?? (await goTo(waiting));
    },
    /** Begins to request what is likely to come next. */
    goOn(): void {
      const isLast = look.count() + 1 >= look.settings.pages;
      const next = isLast ? null : links.likelyNext(key => done.has(key));
      if (next === null || kept.has(next.key) || refusalOf(next) !== null) return;
      const arrival = goTo(next);
      // It is told when its turn comes.
      arrival.catch(() => undefined);
      ahead = { key: next.key, arrival };
    },
  };
}
