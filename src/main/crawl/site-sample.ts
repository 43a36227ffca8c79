import { FoyerError } from '#shared/errors.ts';
import { placeOf } from '#shared/lib/site-scope.ts';
import type { PageReader } from './page-reader.ts';
import type { Arrival, Arrivals } from './site-arrival.ts';
import type { SiteLinks } from './site-links.ts';

/** With the beginning, as many as are compared. */
const PAGES = 5;
const MOST_LINKS = 300;

/** Spread over a list: the first ones of a menu are more alike than the site is. */
function spread<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, list.length / count);
  return Array.from(
    { length: Math.min(count, list.length) },
    (_, index) => list[Math.floor(index * step)],
  ).filter(item => item !== undefined);
}

/**
 * Goes to a beginning and some pages of it before any is read, so that what the site repeats is known from the first one
 * on. @returns what was found, for when its turn comes: nothing is requested twice
 */
export async function sampleSite(options: {
  beginning: string;
  pages: number;
  arrivals: Arrivals;
  links: SiteLinks;
  reader: PageReader;
  signal: AbortSignal;
}): Promise<Map<string, Arrival>> {
  const { beginning, pages, arrivals, links, reader, signal } = options;
  const kept = new Map<string, Arrival>();
  const place = placeOf(new URL(beginning));

  /** The addresses on a page, which is kept where it is one and did not lead elsewhere. */
  async function take(key: string): Promise<string[]> {
    const arrival = await arrivals.goTo({ key }, { stopsAt: () => 'duplicate', known: null });
    if (arrival.type === 'stopped' || arrival.answer.type !== 'page') return [];
    const { bytes, charset } = arrival.answer;
    kept.set(key, arrival);
    const source = { address: arrival.key, bytes, charset, isBeginning: false };
    await reader.learn(place, source);
    if (key !== beginning) return [];
    const result = await reader.read(place, source);
    return result.type === 'page' ? result.page.facts.links : [];
  }

  try {
    const found = await take(beginning);
    // None that will be beyond the number of pages that is wanted.
    const others = links.pagesAmong(found.slice(0, MOST_LINKS)).slice(0, pages - 1);
    for (const key of spread(others, PAGES)) await take(key);
  } catch (error) {
    signal.throwIfAborted();
    // What cannot be learned from is told when its turn comes.
    if (!(error instanceof FoyerError) || error.code !== 'source.page_failed') throw error;
  }
  return kept;
}
