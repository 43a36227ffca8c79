import { usualSite, type Source } from '#shared/contract/sources.ts';
import type { ScrapedUrl, ScrapingStatus } from '#shared/contract/scraping.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { os } from '#main/features/access/implementer.ts';
import type { SourceService } from './service.ts';

type Site = Extract<Source, { kind: 'site' }>;

const SITES_AT_ONCE = 200;

function siteOf(source: Source): Site {
  if (source.kind !== 'site') throw new FoyerError('resource.not_found', `Source ${source.id} is no site`);
  return source;
}

const urlOf = ({ settings }: Site): string => settings.start[0] ?? '';

function asUrl(site: Site): ScrapedUrl {
  const { id, clientId, chatbotIds, name, schedule, paused, createdAt } = site;
  return { id, url: urlOf(site), clientId, chatbotIds, name, schedule, paused, createdAt };
}

function asStatus(site: Site): ScrapingStatus {
  const { id, condition, failure, documents, asks, lastLookAt, nextLookAt, live } = site;
  return { id, url: urlOf(site), condition, failure, documents, asks, lastLookAt, nextLookAt, live };
}

/** Sites by their address: the sources that the interface shows, as a short list. */
export function createScrapingRoutes(sources: SourceService) {
  const routes = os.scraping;

  function* sitesOf(scope: ClientScope, clientId: string | undefined): Generator<Site> {
    let cursor: string | undefined;
    do {
      const page = sources.list(scope, { clientId, kind: 'site', limit: SITES_AT_ONCE, cursor });
      yield* page.items.map(siteOf);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  return {
    urls: routes.urls.handler(({ input, context: { scope } }) => {
      const { items, nextCursor } = sources.list(scope, { ...input, kind: 'site' });
      return { items: items.map(site => asUrl(siteOf(site))), nextCursor };
    }),

    addUrl: routes.addUrl.handler(
      async ({ input: { url, depth, pages, local, ...input }, context: { scope } }) => {
        const settings = { ...usualSite, start: [url], depth, pages, local };
        return asUrl(siteOf(await sources.addSite(scope, { ...input, settings, onVanished: 'ask' })));
      },
    ),

    removeUrl: routes.removeUrl.handler(({ input, context: { scope } }) => {
      sources.remove(scope, siteOf(sources.get(scope, input.id)).id, input.documents);
      return {};
    }),

    trigger: routes.trigger.handler(({ input: { id, clientId, dry }, context: { scope } }) => {
      const wanted =
        id === undefined
          ? [...sitesOf(scope, clientId)].filter(({ paused }) => !paused)
          : [siteOf(sources.get(scope, id))];
      return { started: wanted.map(site => asStatus(siteOf(sources.look(scope, site.id, dry)))) };
    }),

    status: routes.status.handler(({ input, context: { scope } }) => {
      const { items, nextCursor } = sources.list(scope, { ...input, kind: 'site' });
      return { items: items.map(site => asStatus(siteOf(site))), nextCursor };
    }),
  };
}
