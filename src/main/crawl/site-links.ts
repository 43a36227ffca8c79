import type { SiteSettings } from '#shared/contract/sources.ts';
import { isDocumentAddress } from '#shared/lib/site-scope.ts';
import type { Look, Waiting } from '#main/features/sources/kinds.ts';
import { addressKey, slashTwin } from './address.ts';
import type { AddressList } from './reading/address-lists.ts';
import type { Scope } from './scope.ts';

/** Entries that wait for each page that is wanted; a site that leads to more is endless. */
const WAITING_FOR_EACH = 20;
const LEAST_WAITING = 2_000;
const MAX_LISTS = 500;
const LIST_ADDRESS = /sitemap|\.xml(?:\.gz)?$|\/(?:feed|rss|atom)(?:\/|$|\.)|[?&]feed=/iu;

const isSamePage = (one: string, other: string): boolean => one === other || slashTwin(one) === other;

/** Puts into the queue of a look what it is led to. */
export function createSiteLinks(look: Look<SiteSettings>, scope: Scope) {
  const { settings } = look;
  const beginnings = new Set(settings.start.map(address => addressKey(address)).filter(key => key !== null));
  const most = Math.max(LEAST_WAITING, settings.pages * WAITING_FOR_EACH);
  let queued = 0;
  let lists = 0;

  const keyOf = (address: string | null): string | null => (address === null ? null : addressKey(address));

  function isNew(key: string): boolean {
    const twin = slashTwin(key);
    return !look.met(key) && (twin === null || !look.met(twin));
  }

  /** Those that the look may go to and has not met. */
  function within(addresses: readonly string[]): string[] {
    const keys = addresses.map(keyOf).filter(key => key !== null);
    const found = new Set<string>();
    for (const key of keys) {
      const twin = slashTwin(key);
      if ((twin === null || !found.has(twin)) && scope.refusalOf(key) === null && isNew(key)) found.add(key);
    }
    return [...found].slice(0, Math.max(0, most - queued));
  }

  /** What was queued by this run, by depth, in the order in which it will be gone to. */
  const upcoming: Waiting[][] = [];

  function add(keys: readonly string[], depth: number, via: string | null): void {
    const entries = keys.filter(key => !look.met(key)).map(key => ({ key, depth, via }));
    queued += look.queue(entries);
    upcoming[depth] = [...(upcoming[depth] ?? []), ...entries];
  }

  function addLists(addresses: readonly string[], depth: number, via: string | null): void {
    const keys = addresses.map(keyOf).filter(key => key !== null);
    const taken = keys.filter(key => scope.isOfSite(key) && !look.met(key)).slice(0, MAX_LISTS - lists);
    lists += taken.length;
    add(taken, depth, via);
  }

  const guesses = new Set([...beginnings].map(key => `${new URL(key).origin}/sitemap.xml`));

  return {
    keyOf,
    isBeginning: (key: string): boolean => beginnings.has(key),
    /** Whether a site map is only supposed to be there. */
    isGuess: (key: string): boolean => guesses.has(key),
    /** A site map or a feed lies where it lies, beside the paths of the settings. */
    isList: (key: string): boolean =>
      scope.isOfSite(key) && LIST_ADDRESS.test(new URL(key).pathname + new URL(key).search),
    /** What is likely to be next, so that it can be requested while a page is read; `isDone` is asked once for each. */
    likelyNext(isDone: (key: string) => boolean): Waiting | null {
      for (const entries of upcoming) {
        while (entries?.[0] !== undefined && isDone(entries[0].key)) entries.shift();
        if (entries?.[0] !== undefined) return entries[0];
      }
      return null;
    },
    begin(siteMaps: readonly string[]): void {
      add([...beginnings], 0, null);
      if (settings.sitemap) addLists(siteMaps.length === 0 ? [...guesses] : siteMaps, 0, null);
    },
    /** Where a page leads: one step further, and no further than the settings say. */
    queue({ key, depth }: Waiting, addresses: readonly string[], feeds: readonly string[]): void {
      if (look.count() >= settings.pages) return;
      // Each page of a blog has a feed of its comments.
      if (settings.sitemap && beginnings.has(key)) addLists(feeds, depth, key);
      if (depth < settings.depth) add(within(addresses), depth + 1, key);
    },
    /** Where a site map or a feed leads: to beginnings of its own. */
    queueList({ key, depth }: Waiting, { maps, pages }: AddressList): void {
      addLists(maps, depth, key);
      add(within(pages.map(({ address }) => address)), depth, key);
    },
    /** Pages of the site among these addresses, for learning what it repeats. */
    pagesAmong: (addresses: readonly string[]): string[] =>
      addresses
        .map(keyOf)
        .filter(key => key !== null)
        .filter(
          key => !beginnings.has(key) && scope.refusalOf(key) === null && !isDocumentAddress(new URL(key)),
        )
        .filter((key, index, all) => all.every((other, at) => at >= index || !isSamePage(key, other))),
  };
}

export type SiteLinks = ReturnType<typeof createSiteLinks>;
