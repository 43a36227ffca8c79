import { describe, expect, it } from 'vitest';
import { memoryLook, siteOf } from '../../../tests/support/memory-look.ts';
import type { LookState, MemoryLook } from '../../../tests/support/memory-look.ts';
import { outboundWith } from '../../../tests/support/outbound.ts';
import { pageWith, smallSite } from '../../../tests/support/small-site.ts';
import type { SiteAnswer, SmallSite } from '../../../tests/support/small-site.ts';
import type { SiteSettings } from '#shared/contract/sources.ts';
import { writeSiteAccess } from '#shared/lib/site-access.ts';
import { createSiteKind } from './site-kind.ts';

const words = (about: string): string =>
  `Tout ce qu’il faut savoir de ${about}, avec ses tarifs, ses dates et ses conditions.`;
const page = (name: string, links: readonly string[] = [], head = ''): string =>
  pageWith(name, words(name), links, head);

async function lookedAt(
  pages: Record<string, SiteAnswer>,
  changes: Partial<SiteSettings> = {},
): Promise<{ site: SmallSite; look: MemoryLook }> {
  const site = await smallSite(pages);
  const look = memoryLook(siteOf(site.at('/'), changes));
  await createSiteKind({ outbound: outboundWith() }).look(look);
  return { site, look };
}
describe('files of a site', () => {
  const pdf = { headers: { 'content-type': 'application/pdf' }, body: Buffer.from('%PDF-1.4 not really') };

  it('are found with their bytes, or left where they are not wanted', async () => {
    const pages = { '/': page('Accueil', ['/d/rapport%202024.pdf']), '/d/rapport%202024.pdf': pdf };
    const { site, look } = await lookedAt(pages);
    expect(look.of(site.at('/d/rapport%202024.pdf'))).toMatchObject({
      type: 'found',
      fileName: 'rapport 2024.pdf',
      validators: { size: 19 },
    });
    expect(look.contents.get(site.at('/d/rapport%202024.pdf'))).toBe('%PDF-1.4 not really');
    const without = await lookedAt(pages, { files: false });
    expect(without.site.asked).not.toContain('/d/rapport%202024.pdf');
  });
});

describe('a second look', () => {
  async function twice(
    pages: Record<string, SiteAnswer>,
    change: (site: SmallSite) => void,
  ): Promise<{ site: SmallSite; look: MemoryLook }> {
    const site = await smallSite(pages);
    const kind = createSiteKind({ outbound: outboundWith() });
    const first = memoryLook(siteOf(site.at('/')));
    await kind.look(first);
    site.asked.length = 0;
    change(site);
    const look = memoryLook(siteOf(site.at('/')), { known: first.knownNext() });
    await kind.look(look);
    return { site, look };
  }

  it('asks only whether pages changed, and finds again what only unchanged ones lead to', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `/p${index}`);
    const pages = Object.fromEntries(
      names.map((name, index) => [name, page(name, index < 9 ? [`/p${index + 1}`] : [])]),
    );
    const { site, look } = await twice({ '/': page('Accueil', ['/p0', '/p5']), ...pages }, () => undefined);
    expect(look.count()).toBe(11);
    expect(look.sightings.filter(({ type }) => type === 'found')).toEqual([]);
    expect(site.headersOf('/p9')?.['if-none-match']).toBeDefined();
    expect(site.asked).not.toContain('/robots.txt');
  });

  it('takes another banner, date or counter for no change, and other words for one', async () => {
    const made = (banner: string, text: string) =>
      `<html><body><div class="bandeau-promo">${banner}</div><main><h1>Tarifs</h1><p>${text}</p><p>Dernière mise à jour le ${banner.length} mars 2024</p><p>${banner.length * 7} vues</p></main></body></html>`;
    const bare = (body: string): SiteAnswer => ({ body });
    const { site, look } = await twice(
      {
        '/': page('Accueil', ['/a', '/b']),
        '/a': bare(made('Soldes', words('A'))),
        '/b': bare(made('Soldes', words('B'))),
      },
      served => {
        served.set('/a', bare(made('Nouvelle offre', words('A'))));
        served.set('/b', bare(made('Nouvelle offre', words('autre chose'))));
      },
    );
    expect(look.of(site.at('/a'))?.type).toBe('unchanged');
    expect(look.of(site.at('/b'))?.type).toBe('found');
  });

  it('no longer finds what is gone, and keeps what fails', async () => {
    const { site, look } = await twice(
      { '/': page('Accueil', ['/a', '/b']), '/a': page('A'), '/b': page('B') },
      served => {
        served.set('/a', null);
        served.set('/b', { status: 502 });
      },
    );
    expect(look.of(site.at('/a'))).toMatchObject({ type: 'skipped', reason: 'not_found' });
    expect(look.of(site.at('/b'))?.type).toBe('failed');
  });
});

describe('a look that is killed', () => {
  it('goes on where it stopped and requests nothing again that it reported', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `/p${index}`);
    const site = await smallSite({
      '/': page('Accueil', names),
      ...Object.fromEntries(names.map(name => [name, page(name)])),
    });
    const kind = createSiteKind({ outbound: outboundWith() });
    const state: LookState = { waiting: new Map(), reported: new Map() };
    const stop = new AbortController();
    const first = memoryLook(siteOf(site.at('/')), {
      state,
      signal: stop.signal,
      onReport: () => state.reported.size === 8 && stop.abort(),
    });
    await expect(kind.look(first)).rejects.toMatchObject({ name: 'AbortError' });
    const reported = [...state.reported.keys()];
    site.asked.length = 0;
    const second = memoryLook(siteOf(site.at('/')), { state });
    await kind.look(second);
    expect(second.count()).toBe(21);
    expect(site.asked.filter(path => reported.includes(site.at(path)))).toEqual([]);
  });
});

describe('where a look may reach', () => {
  it('reaches this machine only where the settings say so, for that origin alone', async () => {
    const site = await smallSite({ '/': page('Accueil') });
    const kind = createSiteKind({ outbound: outboundWith() });
    await expect(kind.look(memoryLook(siteOf(site.at('/'), { local: false })))).rejects.toMatchObject({
      code: 'outbound.blocked',
    });
    const other = await smallSite({ '/': page('Autre machine') });
    site.set('/', page('Accueil', ['/vers']));
    site.set('/vers', { status: 302, headers: { location: other.at('/') } });
    const look = memoryLook(siteOf(site.at('/')));
    await kind.look(look);
    expect(look.of(site.at('/vers'))).toMatchObject({ reason: 'elsewhere' });
    expect(other.asked).toEqual([]);
  });

  it('sends what lets it in to that origin alone', async () => {
    const site = await smallSite({ '/': page('Accueil', ['/a']), '/a': page('A') });
    const outbound = outboundWith();
    const user = 'lectrice';
    const login = writeSiteAccess({
      origin: site.url,
      login: { with: 'password', user, password: 'très secret' },
    });
    await createSiteKind({ outbound }).look(memoryLook(siteOf(site.at('/')), { login }));
    const sent = Buffer.from(`${user}:très secret`, 'utf8').toString('base64');
    expect(site.headersOf('/a')?.authorization).toBe(`Basic ${sent}`);
    expect(JSON.stringify(outbound.events)).not.toContain(sent);
    const other = await smallSite({ '/': page('Accueil') });
    const cookie = writeSiteAccess({ origin: site.url, login: { with: 'cookie', cookie: 'sid=1' } });
    await createSiteKind({ outbound }).look(memoryLook(siteOf(other.at('/')), { login: cookie }));
    expect(other.headersOf('/')?.cookie).toBeUndefined();
  });
});
