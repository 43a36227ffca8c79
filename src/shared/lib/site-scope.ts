import { addressMatcher } from './address-patterns.ts';

const DOCUMENT =
  /\.(?:pdf|docx?|docm|dotx?|xlsx?|xlsm|xltx?|pptx?|pptm|ppsx?|potx?|od[tsp]|rtf|csv|tsv|epub|txt|md|eml|msg)$/iu;

/** An address as `URL` reads it. */
export type SiteAddress = { origin: string; host: string; href: string; pathname: string; search: string };

/** The host as people see it: `www.` and the scheme are no other place. */
export function placeOf(url: SiteAddress): string {
  return url.host.replace(/^www\./u, '');
}

export function isDocumentAddress(url: SiteAddress): boolean {
  return DOCUMENT.test(url.pathname);
}

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

function firstThatFits(patterns: readonly string[]): (url: SiteAddress) => string | null {
  const matchers = patterns.map(pattern => ({ pattern, fits: addressMatcher([pattern]) }));
  return url => matchers.find(({ fits }) => fits(url))?.pattern ?? null;
}

/** Whether the settings of a site have an address followed, why, and by which of their patterns. */
export type ScopeVerdict =
  | { followed: true; why: 'start' | 'below_start' | 'document'; pattern: null }
  | { followed: true; why: 'included'; pattern: string }
  | { followed: false; why: 'excluded'; pattern: string }
  | { followed: false; why: 'elsewhere' | 'not_included' | 'not_below_start'; pattern: null };

type ScopeSettings = {
  starts: readonly SiteAddress[];
  include: readonly string[];
  exclude: readonly string[];
};

/** Where a look at a site stays: the hosts of its beginnings, and the paths that its settings say. */
export function createSiteScope({ starts, include, exclude }: ScopeSettings) {
  const places = new Set(starts.map(placeOf));
  const isStart = new Set(starts.map(({ href }) => href.replace(/#.*$/u, '')));
  const includes = firstThatFits(include);
  const excludes = firstThatFits(exclude);

  return {
    /** Whether an address is of a host of the beginnings, whatever its path. */
    isOfSite: (url: SiteAddress): boolean => places.has(placeOf(url)),

    judge(url: SiteAddress): ScopeVerdict {
      if (!places.has(placeOf(url))) return { followed: false, why: 'elsewhere', pattern: null };
      const excluded = excludes(url);
      if (excluded !== null) return { followed: false, why: 'excluded', pattern: excluded };
      if (isStart.has(url.href)) return { followed: true, why: 'start', pattern: null };
      const included = includes(url);
      if (included !== null) return { followed: true, why: 'included', pattern: included };
      // Documents lie in a folder of their own.
      if (isDocumentAddress(url)) return { followed: true, why: 'document', pattern: null };
      if (include.length > 0) return { followed: false, why: 'not_included', pattern: null };
      return starts.some(
        one => placeOf(one) === placeOf(url) && isBelow(url.pathname, beginningOf(one.pathname)),
      )
        ? { followed: true, why: 'below_start', pattern: null }
        : { followed: false, why: 'not_below_start', pattern: null };
    },
  };
}
