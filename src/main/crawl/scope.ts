import type { SiteSettings } from '#shared/contract/sources.ts';
import { addressMatcher } from '#shared/lib/address-patterns.ts';
import type { SkipReason } from '#main/features/sources/kinds.ts';
import { isDocumentAddress, isEndless, isNeverRead, placeOf } from './address.ts';

export type Scope = {
  /** Why an address is not gone to; null where it is. */
  refusalOf(address: string): SkipReason | null;
  /** Whether an address is of a host of the beginnings, whatever its path. */
  isOfSite(address: string): boolean;
};

/** `/docs/index.html` begins `/docs/`; `/docs` begins itself and what is below. */
function beginningOf(pathname: string): string {
  return /\/[^/]*\.[a-z0-9]{1,5}$/iu.test(pathname)
    ? pathname.slice(0, pathname.lastIndexOf('/') + 1)
    : pathname;
}

function isBelow(pathname: string, beginning: string): boolean {
  const folder = beginning.endsWith('/') ? beginning : `${beginning}/`;
  return pathname === beginning || `${pathname}/` === folder || pathname.startsWith(folder);
}

/** Where a look stays: the hosts of the beginnings, and the paths that the settings say. */
export function createScope(settings: SiteSettings, now: () => Date): Scope {
  const starts = settings.start.map(address => new URL(address));
  const places = new Set(starts.map(placeOf));
  const includes = addressMatcher(settings.include);
  const excludes = addressMatcher(settings.exclude);
  const isStart = new Set(starts.map(({ href }) => href.replace(/#.*$/u, '')));

  function isWithin(url: URL): boolean {
    // Documents lie in a folder of their own.
    if (isDocumentAddress(url)) return true;
    if (settings.include.length > 0) return includes(url);
    return starts.some(
      start => placeOf(start) === placeOf(url) && isBelow(url.pathname, beginningOf(start.pathname)),
    );
  }

  return {
    isOfSite: address => places.has(placeOf(new URL(address))),
    refusalOf(address) {
      const url = new URL(address);
      if (!places.has(placeOf(url))) return 'elsewhere';
      if (excludes(url)) return 'ignored';
      if (isStart.has(url.href)) return null;
      if (isNeverRead(url) || (isDocumentAddress(url) && !settings.files)) return 'unsupported';
      if (!isWithin(url) || isEndless(url, now())) return 'out_of_scope';
      return null;
    },
  };
}
