import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { FeedSettings } from '#shared/contract/sources.ts';
import { memoryLook, type MemoryLook } from '../../../../tests/support/memory-look.ts';
import { blockedFor, outboundWith } from '../../../../tests/support/outbound.ts';
import {
  pageWith,
  smallSite,
  type SiteAnswer,
  type SmallSite,
} from '../../../../tests/support/small-site.ts';
import { createFeedKind } from './feed-kind.ts';

const XML = { 'content-type': 'application/rss+xml' };
const entry = (name: string, text = `Résumé de ${name}.`) =>
  `<item><title>${name}</title><link>/${name}</link><guid isPermaLink="false">${name}</guid><description>${text}</description></item>`;
const rss = (...entries: readonly string[]) =>
  `<rss version="2.0"><channel><title>Nouvelles</title>${entries.join('')}</channel></rss>`;
const sent = (body: string, headers: Record<string, string> = {}): SiteAnswer => ({
  headers: { ...XML, ...headers },
  body,
});
const page = (name: string) =>
  pageWith(name, `Tout ce qu’il faut savoir de ${name}, avec ses dates et ses tarifs.`);

const feedOf = (site: SmallSite, changes: Partial<FeedSettings> = {}): FeedSettings => ({
  address: site.at('/feed'),
  read: 'auto',
  entries: 50,
  delayMs: 0,
  local: true,
  ...changes,
});
const kind = () => createFeedKind({ outbound: outboundWith() });

type Options = NonNullable<Parameters<typeof memoryLook<FeedSettings>>[1]>;
async function lookAt(
  site: SmallSite,
  changes: Partial<FeedSettings> = {},
  options: Options = {},
): Promise<MemoryLook<FeedSettings>> {
  const look = memoryLook(feedOf(site, changes), options);
  await kind().look(look);
  return look;
}
/** As a next look would know it, the feed itself too. */
const next = (look: MemoryLook<FeedSettings>): Options => {
  const led = look.sightings.flatMap(sighting =>
    sighting.type === 'skipped' && sighting.validators !== undefined
      ? [{ key: sighting.key, validators: sighting.validators, depth: 0, via: null }]
      : [],
  );
  return { known: [...look.knownNext(), ...led] };
};

it('the page of an entry is read where the feed has a summary only, what the feed says where that is all', async () => {
  const whole = `<item><title>entier</title><link>/entier</link><guid>w</guid><content:encoded>Tout est là.</content:encoded></item>`;
  const site = await smallSite({ '/feed': sent(rss(entry('a'), whole)), '/a': page('a') });
  const look = await lookAt(site);
  expect(look.of('a')).toMatchObject({ type: 'found', title: 'a', address: site.at('/a') });
  expect(look.contents.get('a')).toContain('Tout ce qu’il faut savoir');
  expect(look.contents.get('w')).toContain('Tout est là.');
  expect(site.asked).not.toContain('/entier');
  const asSaid = await lookAt(site, { read: 'entry' });
  expect(asSaid.contents.get('a')).toContain('Résumé de a.');
});

it('robots.txt has no say in the feed that a person named, and has in the pages it leads to', async () => {
  const site = await smallSite({
    '/robots.txt': { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /' },
    '/feed': sent(rss(entry('a'))),
    '/a': page('a'),
  });
  const auto = await lookAt(site);
  expect(auto.contents.get('a')).toContain('Résumé de a.');
  expect(site.asked).not.toContain('/a');
  const pages = await lookAt(site, { read: 'page' });
  expect(pages.of('a')).toMatchObject({ type: 'skipped', reason: 'disallowed' });
});

it('a next look asks whether the feed is another, and for no page whose entry is the same', async () => {
  const etag = { etag: '"1"' };
  const site = await smallSite({ '/feed': sent(rss(entry('a')), etag), '/a': page('a') });
  const first = await lookAt(site);
  const asked = site.asked.length;
  site.set('/feed', { status: 304, headers: etag });
  const second = await lookAt(site, {}, next(first));
  expect(site.headersOf('/feed')?.['if-none-match']).toBe('"1"');
  expect(site.asked.slice(asked)).toEqual(['/feed']);
  expect(second.of(site.at('/feed'))).toMatchObject({ type: 'skipped', validators: { etag: '"1"' } });

  site.set('/feed', sent(rss(entry('b'), entry('a')), { etag: '"2"' }));
  site.set('/b', page('b'));
  const third = await lookAt(site, {}, next(first));
  expect(third.of('a')).toMatchObject({ type: 'unchanged' });
  expect(third.of('b')).toMatchObject({ type: 'found' });
  expect(site.asked.filter(path => path === '/a')).toHaveLength(1);

  // What waits, and other settings, need the feed itself.
  await lookAt(site, {}, { ...next(third), awaits: true });
  expect(site.headersOf('/feed')?.['if-none-match']).toBeUndefined();
  await lookAt(site, { read: 'entry' }, next(third));
  expect(site.headersOf('/feed')?.['if-none-match']).toBeUndefined();
});

it('an entry that changed is found again, with its page as it is now', async () => {
  const site = await smallSite({ '/feed': sent(rss(entry('a'))), '/a': page('a') });
  const first = await lookAt(site);
  site.set('/feed', sent(rss(entry('a', 'Un autre résumé.'))));
  expect((await lookAt(site, {}, next(first))).of('a')).toMatchObject({ type: 'unchanged' });
  site.set('/a', pageWith('a', 'La page dit désormais tout autre chose que la première fois.'));
  const changed = await lookAt(site, {}, next(first));
  expect(changed.of('a')).toMatchObject({ type: 'found' });
  expect(changed.contents.get('a')).toContain('tout autre chose');
});

it('entries beyond the number are left out, but for those that were read before', async () => {
  const site = await smallSite({ '/feed': sent(rss(entry('a'), entry('b'), entry('c'))) });
  const first = await lookAt(site, { read: 'entry', entries: 2 });
  expect(first.found()).toEqual(['a', 'b']);
  expect(first.of('c')).toMatchObject({ type: 'skipped', reason: 'over_the_cap' });
  site.set('/feed', sent(rss(entry('n'), entry('a'), entry('b'))));
  const later = await lookAt(site, { read: 'entry', entries: 2 }, next(first));
  expect(later.of('b')).toMatchObject({ type: 'unchanged' });
});

it('a feed that is packed, that moved, or that its page names is found; a moved one is asked conditionally too', async () => {
  const site = await smallSite({
    '/feed': { status: 301, headers: { location: '/new' } },
    '/new': { headers: { ...XML, etag: '"n"' }, body: gzipSync(rss(entry('a'))) },
    '/': pageWith(
      'Accueil',
      'Bienvenue.',
      [],
      '<link rel="alternate" type="application/rss+xml" href="/new">',
    ),
  });
  const moved = await lookAt(site, { read: 'entry' });
  expect(moved.found()).toEqual(['a']);
  await lookAt(site, { read: 'entry' }, next(moved));
  expect(site.headersOf('/new')?.['if-none-match']).toBe('"n"');
  const settings = feedOf(site, { address: site.at('/') });
  await expect(kind().check?.(settings, null)).resolves.toEqual({
    name: 'Nouvelles',
    settings: { ...settings, address: site.at('/new') },
  });
});

it.each([
  [404, 'source.feed_not_found'],
  [410, 'source.feed_not_found'],
  [401, 'source.needs_login'],
  [500, 'source.unreachable'],
] as const)('an answer of %i is told as %s, and nothing is reported', async (status, code) => {
  const site = await smallSite({ '/feed': { status } });
  const look = memoryLook(feedOf(site));
  await expect(kind().look(look)).rejects.toMatchObject({ code });
  expect(look.sightings).toEqual([]);
});

it('what is no feed and names none is told before it is kept', async () => {
  const site = await smallSite({
    '/feed': page('rien'),
    '/image': { headers: { 'content-type': 'image/png' }, body: 'x' },
  });
  for (const address of [site.at('/feed'), site.at('/image')])
    await expect(kind().check?.(feedOf(site, { address }), null)).rejects.toMatchObject({
      code: 'source.no_feed',
    });
});

it('a page that fails is tried again though the feed stays as it is', async () => {
  const site = await smallSite({
    '/feed': sent(rss(entry('a'), entry('b')), { etag: '"1"' }),
    '/a': { status: 500 },
    '/b': page('b'),
  });
  const look = await lookAt(site);
  expect(look.of('a')).toMatchObject({ type: 'failed', code: 'source.page_failed' });
  expect(look.of('b')).toMatchObject({ type: 'found' });
  expect(look.of(site.at('/feed'))).toMatchObject({ validators: {} });
});

it('two entries that lead to one page are one document', async () => {
  const twin = entry('a')
    .replace('<guid isPermaLink="false">a<', '<guid isPermaLink="false">z<')
    .replace('>a<', '>bis<');
  const site = await smallSite({ '/feed': sent(rss(entry('a'), twin)), '/a': page('a') });
  const look = await lookAt(site);
  expect(look.of('z')).toMatchObject({ type: 'skipped', reason: 'duplicate', detail: 'a' });
});

it('a look that was killed goes on with what it had not read', async () => {
  const site = await smallSite({
    '/feed': sent(rss(entry('a'), entry('b'), entry('c')), { etag: '"1"' }),
    ...Object.fromEntries(['a', 'b', 'c'].map(name => [`/${name}`, page(name)])),
  });
  const state = { waiting: new Map(), reported: new Map() };
  const killed = new AbortController();
  await expect(
    lookAt(site, {}, { state, signal: killed.signal, onReport: () => killed.abort(new Error('killed')) }),
  ).rejects.toThrow('killed');
  const resumed = await lookAt(site, {}, { state });
  expect(resumed.found().toSorted()).toEqual(['a', 'b', 'c']);
  expect(site.asked.filter(path => path === '/a')).toHaveLength(1);
  // What failed before the kill is not known any more: the next look reads the feed again.
  expect(resumed.of(site.at('/feed'))).toMatchObject({ validators: {} });
});

it('the outbound rules hold: nothing of this network unless it is said, nothing at all while the switch is on', async () => {
  const site = await smallSite({ '/feed': sent(rss(entry('a'))) });
  await expect(lookAt(site, { local: false })).rejects.toEqual(blockedFor('address'));
  const offline = createFeedKind({ outbound: outboundWith({ isOffline: () => true }) });
  const elsewhere = feedOf(site, { address: 'https://exemple.fr/feed', local: false });
  await expect(offline.look(memoryLook(elsewhere))).rejects.toEqual(blockedFor('offline'));
});
