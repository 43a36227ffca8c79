import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FeedSettings } from '#shared/contract/sources.ts';
import { pageWith, smallSite, type SmallSite } from '../support/small-site.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { untilLookedAt } from '../support/watched-folder.ts';

let office: TemporaryApp;
let site: SmallSite;
let clientId: string;
let chatbotId: string;

const entry = (name: string, text: string) =>
  `<entry><id>tag:office,2026:${name}</id><title>${name}</title><link href="/${name}"/><author><name>Claire Moreau</name></author>
   <updated>2026-03-0${name.length}T08:00:00Z</updated><content type="html">&lt;p&gt;${text}&lt;/p&gt;</content></entry>`;
const feed = (...entries: readonly string[]) => ({
  headers: { 'content-type': 'application/atom+xml' },
  body: `<feed xmlns="http://www.w3.org/2005/Atom"><title>Avis de la mairie</title>${entries.join('')}</feed>`,
});
const SUMMER = entry('Piscine', 'La piscine ouvre le premier juin à neuf heures.');
const BINS = entry('Tri', 'Les bacs jaunes sont ramassés le mardi.');

beforeAll(async () => {
  office = await startTemporaryApp();
  clientId = (await office.client.clients.list({}))[0]?.id ?? '';
  chatbotId = (await office.client.chatbots.create({ name: 'Mairie', clientId })).id;
});
beforeEach(async () => {
  const names = '<link rel="alternate" type="application/atom+xml" href="/avis.atom">';
  site = await smallSite({
    '/': pageWith('Mairie', 'Bienvenue.', [], names),
    '/avis.atom': feed(SUMMER, BINS),
  });
});
afterAll(() => office.close());

const settings = (change: Partial<FeedSettings> = {}): FeedSettings => ({
  address: site.at('/'),
  read: 'auto',
  entries: 50,
  delayMs: 0,
  local: true,
  ...change,
});
const add = (change?: Partial<FeedSettings>) =>
  office.client.sources.addFeed({
    clientId,
    chatbotIds: [chatbotId],
    schedule: { every: 'never' },
    settings: settings(change),
  });
async function look(id: string) {
  await office.client.sources.look({ id });
  const source = await untilLookedAt(office.client.sources, id);
  await untilRead(office.client, chatbotId);
  return source;
}
const answering = async () =>
  (await office.client.documents.list({ chatbotId, limit: 50 })).items.filter(
    ({ state }) => state === 'ready',
  );
const found = async (q: string) =>
  (await office.client.search.search({ chatbotId, q, k: 1 })).results[0]?.text ?? '';

it('a feed that its page names is read once a person said yes; what leaves it stays, what changes is a new version', async () => {
  const { sources } = office.client;
  const added = await add();
  expect(added).toMatchObject({
    kind: 'feed',
    name: 'Avis de la mairie',
    settings: { address: site.at('/avis.atom') },
  });
  const { id } = added;
  expect(await untilLookedAt(sources, id)).toMatchObject({
    condition: 'first',
    asks: { take: 2 },
    documents: 0,
  });
  await sources.approve({ id });
  expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'fresh', documents: 2 });
  await untilRead(office.client, chatbotId);
  expect(await found('bacs jaunes')).toContain('mardi');
  const [pool] = (await answering()).filter(({ title }) => title === 'Piscine');
  expect(pool?.source).toMatchObject({ kind: 'feed', address: site.at('/Piscine'), vanished: false });
  const { items } = await sources.items({ id, q: 'Piscine' });
  expect(items).toMatchObject([
    { key: 'tag:office,2026:Piscine', address: site.at('/Piscine'), state: 'new' },
  ]);

  site.set('/avis.atom', feed(entry('Tri', 'Les bacs jaunes sont ramassés le jeudi.')));
  expect(await look(id)).toMatchObject({ condition: 'fresh', documents: 2, asks: { take: 0, setAside: 0 } });
  expect(await found('bacs jaunes')).toContain('jeudi');
  expect((await answering()).map(({ title }) => title).toSorted()).toEqual(['Piscine', 'Tri']);
  const [bins] = (await answering()).filter(({ title }) => title === 'Tri');
  expect(bins?.versionCount).toBe(1);

  // Not even an empty feed takes anything away.
  site.set('/avis.atom', feed());
  expect(await look(id)).toMatchObject({ condition: 'fresh', documents: 2 });
});

it('what left the feed before it was accepted is told as not there, and asked no more', async () => {
  const { sources } = office.client;
  site.set('/avis.atom', feed(SUMMER, BINS));
  const { id } = await add();
  await untilLookedAt(sources, id);
  site.set('/avis.atom', feed(BINS));
  await sources.approve({ id });
  expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'fresh', documents: 1 });
  const { items } = await sources.items({ id, q: 'Piscine' });
  expect(items).toMatchObject([{ state: 'skipped', reason: 'not_found', question: null, documentId: null }]);
});

it('what a person refused or deleted does not come back with the next look', async () => {
  const { sources, documents } = office.client;
  site.set('/avis.atom', feed(SUMMER, BINS));
  const { id } = await add();
  await untilLookedAt(sources, id);
  const { items } = await sources.difference({ id });
  const refused = items.find(({ title }) => title === 'Piscine');
  await sources.dismiss({ id, itemIds: [refused?.id ?? ''] });
  await sources.approve({ id });
  expect(await untilLookedAt(sources, id)).toMatchObject({ documents: 1 });
  site.set('/avis.atom', feed());
  await look(id);
  site.set('/avis.atom', feed(SUMMER, BINS));
  expect(await look(id)).toMatchObject({ documents: 1, asks: { take: 0 } });
  const [taken] = (await sources.items({ id })).items.filter(({ documentId }) => documentId !== null);
  await documents.remove({ id: taken?.documentId ?? '' });
  expect(await look(id)).toMatchObject({ documents: 0, asks: { take: 0 } });
});

it('an address without a feed, or that does not answer, is told when it is typed, and nothing is kept', async () => {
  const { sources } = office.client;
  const before = (await sources.list({ clientId })).items.length;
  site.set('/rien', pageWith('Rien', 'Aucun flux ici.'));
  await expect(add({ address: site.at('/rien') })).rejects.toMatchObject({ code: 'source.no_feed' });
  await expect(add({ address: site.at('/absent') })).rejects.toMatchObject({ code: 'source.feed_not_found' });
  await expect(add({ address: 'http://127.0.0.1:9/' })).rejects.toMatchObject({ code: 'source.unreachable' });
  expect((await sources.list({ clientId })).items).toHaveLength(before);
});

it('a feed that is gone later is told, keeps its documents, and is mended by a new address', async () => {
  const { sources } = office.client;
  site.set('/avis.atom', feed(SUMMER));
  const { id } = await add();
  await untilLookedAt(sources, id);
  await sources.approve({ id });
  await untilLookedAt(sources, id);
  site.set('/avis.atom', { status: 410 });
  expect(await look(id)).toMatchObject({
    condition: 'failing',
    failure: 'source.feed_not_found',
    documents: 1,
    asks: { setAside: 0 },
  });
  site.set('/nouveau.atom', feed(SUMMER));
  await sources.changeFeed({ id, settings: settings({ address: site.at('/nouveau.atom') }) });
  expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'fresh', failure: null, documents: 1 });
});
