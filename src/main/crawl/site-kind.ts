import { siteSettings } from '#shared/contract/sources.ts';
import type { SiteSettings } from '#shared/contract/sources.ts';
import type { Look, SourceKind } from '#main/features/sources/kinds.ts';
import { readSiteAccess } from '#shared/lib/site-access.ts';
import { systemClock } from '#main/platform/clock.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Outbound } from '#main/platform/outbound/index.ts';
import { AGENT, USER_AGENT } from './agent.ts';
import { createBrowserRenderer } from './browser/browser-renderer.ts';
import { createHostPace } from './host-pace.ts';
import { createPageReader } from './page-reader.ts';
import { createPageRequest } from './page-request.ts';
import { createRobots } from './robots.ts';
import { createArrivals } from './site-arrival.ts';
import { createSiteLinks } from './site-links.ts';
import { sampleSite } from './site-sample.ts';
import { createVisits } from './site-visits.ts';
import { createScope } from './scope.ts';

/** Taken into the queue at once of what no link led to this time. */
const UNMET_AT_ONCE = 500;

export type SiteKindOptions = {
  outbound: Outbound;
  clock?: Clock;
  /** Where the browser of this machine is, for pages that need one; null where there is none. */
  findBrowser?: () => Promise<string | null>;
};

/**
 * The kind of source "site": goes from its beginnings along links and site maps, as robots.txt allows, and reports the main
 * content of each page. A look keeps its state in its queue alone.
 */
export function createSiteKind(options: SiteKindOptions): SourceKind<SiteSettings> & { kind: 'site' } {
  const { outbound, clock = systemClock, findBrowser } = options;
  const robotsOf = new Map<string, ReturnType<typeof createRobots>>();

  function setUp(look: Look<SiteSettings>) {
    const { settings, login, signal } = look;
    const access = login === null ? null : readSiteAccess(login);
    const localOrigins = settings.local ? settings.start.map(address => new URL(address).origin) : [];
    const request = createPageRequest({
      outbound,
      userAgent: USER_AGENT,
      localOrigins,
      access,
      acceptsFiles: settings.files,
    });
    // What a site says is kept between looks, apart for those that may reach the local network; with a login, for one look.
    const reach = localOrigins.toSorted().join(' ');
    const robots =
      (access === null ? robotsOf.get(reach) : undefined) ??
      createRobots({ request: request.fetch, agent: AGENT, clock });
    if (access === null) robotsOf.set(reach, robots);
    const pace = createHostPace(settings.delayMs, (key, waitMs) => look.note({ key, waitMs }));
    const scope = createScope(settings, () => clock.now());
    const arrivals = createArrivals({ request, robots, pace, scope, signal });
    return { request, scope, arrivals, links: createSiteLinks(look, scope) };
  }

  async function look(asked: Look<SiteSettings>): Promise<void> {
    const { settings, signal } = asked;
    const { request, scope, arrivals, links } = setUp(asked);
    const reader = createPageReader();
    const renderer = createBrowserRenderer(request.fetch, findBrowser);
    try {
      const [first] = settings.start;
      const beginning = links.keyOf(first ?? null);
      if (beginning === null) return;
      const isFresh = !asked.met(beginning);
      links.begin(settings.sitemap ? [...(await arrivals.rulesOf(beginning)).siteMaps] : []);
      const sampled = { beginning, pages: settings.pages, arrivals, links, reader, signal };
      const kept = isFresh ? await sampleSite(sampled) : new Map();
      const { visit } = createVisits({ look: asked, scope, arrivals, links, reader, renderer, kept });
      for (;;) {
        signal.throwIfAborted();
        const waiting = asked.next();
        if (waiting !== null) await visit(waiting);
        else if (asked.queue(asked.unmet(UNMET_AT_ONCE)) === 0) break;
      }
    } finally {
      await renderer.close();
      await reader.close();
      asked.note({ key: null });
    }
  }

  return { kind: 'site', settings: siteSettings, look };
}
