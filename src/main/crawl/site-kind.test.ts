import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extractHtml } from '#main/ingest/formats/html.ts';
import { memoryLook, siteOf } from '../../../tests/support/memory-look.ts';
import type { MemoryLook } from '../../../tests/support/memory-look.ts';
import { outboundWith } from '../../../tests/support/outbound.ts';
import { pageWith, smallSite } from '../../../tests/support/small-site.ts';
import type { SiteAnswer, SmallSite } from '../../../tests/support/small-site.ts';
import type { SiteSettings } from '#shared/contract/sources.ts';
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
const pathsOf = (site: SmallSite, look: MemoryLook): string[] =>
  look
    .found()
    .map(key => key.slice(site.url.length))
    .sort();

describe('a look at a site', () => {
  it('goes along links and gives each page as clean HTML with its title and address', async () => {
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/a', '/b']),
      '/a': page('Ancre', ['/c']),
      '/b': page('Bateau'),
      '/c': page('Cale'),
    });
    expect(pathsOf(site, look)).toEqual(['/', '/a', '/b', '/c']);
    const html = look.contents.get(site.at('/a')) ?? '';
    expect(html).toContain(`<link rel="canonical" href="${site.at('/a')}">`);
    const read = extractHtml(html);
    expect(read.title).toBe('Ancre');
    expect(read.blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph']);
    expect(look.of(site.at('/a'))).toMatchObject({ title: 'Ancre', fileName: 'Ancre.html' });
  });

  it('requests each page once, says who it is and asks robots.txt first', async () => {
    const { site } = await lookedAt({
      '/': page('Accueil', ['/a', '/a/', '/a#x', '/a?utm_source=x&fbclid=1', '/b?z=1&a=2', '/b?a=2&z=1']),
      '/a': page('A'),
      '/b?a=2&z=1': page('B'),
    });
    expect(site.asked[0]).toBe('/robots.txt');
    expect(site.asked.slice().sort()).toEqual(['/', '/a', '/b?a=2&z=1', '/robots.txt', '/sitemap.xml']);
    expect(site.headersOf('/')?.['user-agent']).toMatch(/^Foyer\/\d\S* \(\+knowledge of a local chatbot\)$/u);
  });

  it('obeys robots.txt', async () => {
    const { site, look } = await lookedAt({
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: *\nDisallow: /prive\nAllow: /prive/ouvert\n',
      },
      '/': page('Accueil', ['/prive/a', '/prive/ouvert', '/b']),
      '/prive/a': page('Secret'),
      '/prive/ouvert': page('Ouvert'),
      '/b': page('B'),
    });
    expect(pathsOf(site, look)).toEqual(['/', '/b', '/prive/ouvert']);
    expect(look.of(site.at('/prive/a'))).toMatchObject({ type: 'skipped', reason: 'disallowed' });
    expect(site.asked).not.toContain('/prive/a');
  });

  it('looks at nothing while robots.txt cannot be read', async () => {
    await expect(lookedAt({ '/robots.txt': { status: 503 }, '/': page('Accueil') })).rejects.toMatchObject({
      code: 'source.robots_unreachable',
    });
  });

  it('keeps to the pause that robots.txt asks for', async () => {
    const startedAt = performance.now();
    await lookedAt({
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: Foyer\nCrawl-delay: 0.2',
      },
      '/': page('Accueil', ['/a', '/b']),
      '/a': page('A'),
      '/b': page('B'),
    });
    expect(performance.now() - startedAt).toBeGreaterThan(380);
  });

  it('reads site maps, their indexes and packed ones, the newest pages first, and feeds', async () => {
    const origin = { value: '' };
    const site = await smallSite({
      '/': page('Accueil', [], '<link rel="alternate" type="application/rss+xml" href="/feed/">'),
    });
    origin.value = site.url;
    const xml = { headers: { 'content-type': 'application/xml' } };
    const url = (path: string, date: string): string =>
      `<url><loc>${site.at(path)}</loc><lastmod>${date}</lastmod></url>`;
    site.set('/robots.txt', {
      headers: { 'content-type': 'text/plain' },
      body: `Sitemap: ${site.at('/index.xml')}`,
    });
    site.set('/index.xml', {
      ...xml,
      body: `<?xml version="1.0"?><sitemapindex><sitemap><loc>${site.at('/pages.xml.gz')}</loc></sitemap></sitemapindex>`,
    });
    site.set('/pages.xml.gz', {
      headers: { 'content-type': 'application/gzip' },
      body: gzipSync(
        `<urlset>${url('/old', '2020-01-01')}${url('/new', '2026-01-01')}<url><loc>https://elsewhere.example/x</loc></url></urlset>`,
      ),
    });
    site.set('/feed/', {
      headers: { 'content-type': 'application/rss+xml' },
      body: `<rss><channel><item><link><![CDATA[${site.at('/post')}]]></link></item></channel></rss>`,
    });
    for (const name of ['old', 'new', 'post']) site.set(`/${name}`, page(name));
    const look = memoryLook(siteOf(site.at('/'), { depth: 0 }));
    await createSiteKind({ outbound: outboundWith() }).look(look);
    expect(pathsOf(site, look)).toEqual(['/', '/new', '/old', '/post']);
    expect(site.asked.indexOf('/new')).toBeLessThan(site.asked.indexOf('/old'));
    expect(look.of(site.at('/index.xml'))).toMatchObject({ type: 'skipped', reason: 'only_leads_on' });
  });

  it('stays within its host, paths and patterns, and no deeper than asked', async () => {
    const pages = {
      '/docs/': page('Début', [
        '/docs/a',
        '/docs/brouillons/x',
        '/autre',
        'https://elsewhere.example/',
        '/docs/photo.jpg',
        '/docs/panier?add-to-cart=3',
        '/wp-login.php',
      ]),
      '/docs/a': page('A', ['/docs/b']),
      '/docs/b': page('B', ['/docs/c']),
      '/docs/c': page('C'),
      '/autre': page('Autre'),
    };
    const site = await smallSite(pages);
    const look = memoryLook(siteOf(site.at('/docs/'), { exclude: ['brouillons'], depth: 2 }));
    await createSiteKind({ outbound: outboundWith() }).look(look);
    expect(pathsOf(site, look)).toEqual(['/docs/', '/docs/a', '/docs/b']);
    expect(site.asked.slice().sort()).toEqual([
      '/docs/',
      '/docs/a',
      '/docs/b',
      '/robots.txt',
      '/sitemap.xml',
    ]);
  });

  it('stops at the number of pages that was asked for', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `/p${index}`);
    const { site, look } = await lookedAt(
      { '/': page('Accueil', names), ...Object.fromEntries(names.map(name => [name, page(name)])) },
      { pages: 10 },
    );
    expect(look.count()).toBe(10);
    expect(site.asked.length).toBeLessThan(15);
    expect(look.of(site.at('/p29'))).toMatchObject({ reason: 'over_the_cap' });
  });

  it('comes out of a calendar without an end', async () => {
    const pages: Record<string, SiteAnswer> = { '/': page('Accueil', ['/agenda?mois=0']) };
    for (let month = 0; month < 200; month += 1)
      pages[`/agenda?mois=${month}`] = pageWith(
        'Agenda',
        'Aucun événement n’est prévu pour ce mois-ci, revenez nous voir plus tard.',
        [`/agenda?mois=${month + 1}`],
      );
    const { site } = await lookedAt(pages, { depth: 20 });
    expect(site.asked.length).toBeLessThan(12);
  });

  it('goes to no month far from now', async () => {
    const { site } = await lookedAt({
      '/': page('Accueil', ['/agenda/2099/01/', '/agenda/1901/01/', '/blog/2019/03/a']),
      '/blog/2019/03/a': page('Blog'),
    });
    expect(site.asked).toContain('/blog/2019/03/a');
    expect(site.asked.some(path => path.includes('2099') || path.includes('1901'))).toBe(false);
  });
});

describe('what a page says of itself', () => {
  it('is known under the address where it ends, once', async () => {
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/vieux', '/neuf', '/ailleurs', '/tour']),
      '/vieux': { status: 301, headers: { location: '/neuf' } },
      '/ailleurs': { status: 302, headers: { location: 'https://elsewhere.example/' } },
      '/tour': { status: 302, headers: { location: '/tour2' } },
      '/tour2': { status: 302, headers: { location: '/tour' } },
      '/neuf': page('Neuf'),
    });
    expect(pathsOf(site, look)).toEqual(['/', '/neuf']);
    expect(site.asked.filter(path => path === '/neuf')).toHaveLength(1);
    expect(look.of(site.at('/vieux'))).toMatchObject({ reason: 'duplicate', detail: site.at('/neuf') });
    expect(look.of(site.at('/ailleurs'))).toMatchObject({ reason: 'elsewhere' });
    expect(look.of(site.at('/tour'))).toMatchObject({ type: 'failed', detail: 'redirects' });
  });

  it('is taken once where several addresses show it', async () => {
    const long = Array.from(
      { length: 12 },
      (_, index) => `Phrase numéro ${index} de la page sur la voile et les bateaux.`,
    ).join('</p><p>');
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/a?vue=1', '/a?vue=2', '/produit?tri=prix', '/x', '/y']),
      '/a?vue=1': page('Même'),
      '/a?vue=2': page('Même'),
      '/produit?tri=prix': page('Produit', [], '<link rel="canonical" href="/produit">'),
      '/x': pageWith('Voile', long),
      '/y': pageWith('Voile', `${long}</p><p>Version pour tous`),
    });
    expect(pathsOf(site, look)).toEqual(['/', '/a?vue=1', '/produit', '/x']);
    expect(site.asked).not.toContain('/produit');
    expect(look.of(site.at('/a?vue=2'))).toMatchObject({ reason: 'duplicate', detail: site.at('/a?vue=1') });
    expect(look.of(site.at('/y'))).toMatchObject({ reason: 'duplicate' });
  });

  it('keeps pages that name a wrong canonical address', async () => {
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/a', '/b']),
      '/a': page('A', [], '<link rel="canonical" href="/">'),
      '/b': page('B', [], '<link rel="canonical" href="/">'),
    });
    expect(pathsOf(site, look)).toEqual(['/', '/a', '/b']);
  });

  it('is left out, or not followed, where it says so', async () => {
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/a', '/b', '/c']),
      '/a': page('A', ['/d'], '<meta name="robots" content="noindex">'),
      '/b': { headers: { 'x-robots-tag': 'noindex, nofollow' }, body: page('B', ['/e']) },
      '/c': page('C', ['/f'], '<meta name="robots" content="nofollow">'),
      '/d': page('D'),
      '/e': page('E'),
      '/f': page('F'),
    });
    expect(pathsOf(site, look)).toEqual(['/', '/c', '/d']);
    expect(look.of(site.at('/a'))).toMatchObject({ reason: 'not_to_be_indexed' });
    expect(look.of(site.at('/b'))).toMatchObject({ reason: 'not_to_be_indexed' });
  });

  it('tells what is absent from what failed', async () => {
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/absent', '/parti', '/panne', '/doux', '/ferme', '/image']),
      '/parti': { status: 410 },
      '/panne': { status: 500 },
      '/ferme': { status: 401 },
      '/doux': pageWith('Page introuvable', 'La page que vous cherchez n’est pas ici.'),
      '/image': { headers: { 'content-type': 'image/png' }, body: 'x' },
    });
    for (const path of ['/absent', '/parti', '/doux'])
      expect(look.of(site.at(path))).toMatchObject({ type: 'skipped', reason: 'not_found' });
    expect(look.of(site.at('/panne'))).toMatchObject({
      type: 'failed',
      code: 'source.page_failed',
      detail: '500',
    });
    expect(look.of(site.at('/ferme'))).toMatchObject({ type: 'skipped', reason: 'needs_login' });
    expect(look.of(site.at('/image'))).toMatchObject({ type: 'skipped', reason: 'unsupported' });
  });

  it('throws where the site does not answer, so that nothing has vanished', async () => {
    await expect(lookedAt({ '/': { status: 500 } })).rejects.toMatchObject({ code: 'source.unreachable' });
  });

  it('waits as a busy site asks, then asks again', async () => {
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/a']),
      '/a': { status: 429, headers: { 'retry-after': '1' }, onlyOnce: true },
    });
    expect(pathsOf(site, look)).toEqual(['/', '/a']);
    expect(Math.max(...look.waits)).toBeGreaterThan(900);
  });

  it('reads pages in the encoding that their header names', async () => {
    const text = 'Été à la plage : café, thé et crème brûlée à dix euros pour tous.';
    const { site, look } = await lookedAt({
      '/': {
        headers: { 'content-type': 'text/html; charset=ISO-8859-1' },
        body: Buffer.from(pageWith('Été', text), 'latin1'),
      },
    });
    expect(look.contents.get(site.at('/'))).toContain('Été à la plage : café, thé et crème brûlée');
  });

  it('refuses pages that unpack without an end', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 'a'));
    const { site, look } = await lookedAt({
      '/': page('Accueil', ['/bombe']),
      '/bombe': { headers: { 'content-encoding': 'gzip', 'content-type': 'text/html' }, body: bomb },
    });
    expect(look.of(site.at('/bombe'))).toMatchObject({ type: 'skipped', reason: 'too_large' });
  });
});
