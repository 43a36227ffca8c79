import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SiteSettings } from '#shared/contract/sources.ts';
import { siteOf } from '../support/memory-look.ts';
import { pageWith, smallSite, type SmallSite } from '../support/small-site.ts';
import { startTemporaryApp, untilRead, type TemporaryApp } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { untilLookedAt } from '../support/watched-folder.ts';

let office: TemporaryApp;
let site: SmallSite;
let clientId: string;
let chatbotId: string;

const PAGES = {
  '/': pageWith('Accueil', 'L’atelier répare les vélos de toutes les marques depuis douze ans.', [
    '/tarifs',
    '/horaires',
    '/livraison',
  ]),
  '/tarifs': pageWith('Tarifs', 'Une révision complète coûte 65 euros, pièces non comprises.', ['/']),
  '/horaires': pageWith('Horaires', 'L’atelier ouvre du mardi au samedi, de neuf heures à dix-huit heures.'),
  '/livraison': pageWith('Livraison', 'Les vélos sont livrés à domicile dans toute la ville.'),
};

beforeAll(async () => {
  [office, site] = await Promise.all([startTemporaryApp(), smallSite(PAGES)]);
  clientId = (await office.client.clients.list({}))[0]?.id ?? '';
  chatbotId = (await office.client.chatbots.create({ name: 'Atelier', clientId })).id;
});
afterAll(() => office.close());

const add = (change: Partial<SiteSettings> = {}) =>
  office.client.sources.addSite({
    clientId,
    chatbotIds: [chatbotId],
    schedule: { every: 'never' },
    settings: { ...siteOf(site.at('/')), ...change },
  });

async function look(id: string) {
  await office.client.sources.look({ id, dry: false });
  const source = await untilLookedAt(office.client.sources, id);
  await untilRead(office.client, chatbotId);
  return source;
}

const titles = async () =>
  (await office.client.documents.list({ chatbotId, limit: 50 })).items
    .filter(({ state }) => state === 'ready')
    .map(({ title }) => title)
    .toSorted();

const found = async (q: string) =>
  (await office.client.search.search({ chatbotId, q, k: 1 })).results[0]?.title;

it('a site is read page by page once a person said yes, and what changes or goes there is told', async () => {
  const { sources } = office.client;
  const { id } = await add();
  expect(await untilLookedAt(sources, id)).toMatchObject({
    condition: 'first',
    asks: { take: 4, setAside: 0 },
    documents: 0,
  });
  await sources.approve({ id });
  expect(await untilLookedAt(sources, id)).toMatchObject({ condition: 'fresh', documents: 4 });
  await untilRead(office.client, chatbotId);
  expect(await titles()).toEqual(['Accueil', 'Horaires', 'Livraison', 'Tarifs']);
  expect(await found('révision complète')).toBe('Tarifs');
  const [item] = (await sources.items({ id, limit: 10, q: 'tarifs' })).items;
  expect(item).toMatchObject({ address: site.at('/tarifs'), state: 'new' });

  const before = site.asked.length;
  expect(await look(id)).toMatchObject({ condition: 'fresh', documents: 4 });
  expect(site.asked.length).toBeGreaterThan(before);
  const [quiet] = (await sources.looks({ id })).items;
  expect(quiet?.counts).toMatchObject({ new: 0, changed: 0, unchanged: 4 });

  site.set('/tarifs', pageWith('Tarifs', 'Une révision complète coûte désormais 72 euros.', ['/']));
  site.set('/livraison', null);
  expect(await look(id)).toMatchObject({ condition: 'asks', asks: { take: 0, setAside: 1 } });
  const changed = (await office.client.search.search({ chatbotId, q: 'révision complète', k: 3 })).results;
  expect(changed.map(({ text }) => text).join(' ')).toContain('72 euros');
  expect(changed.map(({ text }) => text).join(' ')).not.toContain('65 euros');
  expect(await titles()).toContain('Livraison');
  await sources.approve({ id });
  expect(await titles()).toEqual(['Accueil', 'Horaires', 'Tarifs']);
});

it('a site that does not answer is told as failing, and nothing of it goes', async () => {
  const { sources } = office.client;
  const { id } = await add({ start: ['http://127.0.0.1:9/'] });
  expect(await untilLookedAt(sources, id)).toMatchObject({
    condition: 'failing',
    failure: 'source.unreachable',
  });
});

it('a site of this machine is reached only where the settings say so', async () => {
  const { sources } = office.client;
  const { id } = await add({ local: false });
  const source = await untilLookedAt(sources, id);
  expect(source).toMatchObject({ condition: 'failing', documents: 0 });
});

it('what was accepted while the first look went on is taken, also when the rest is refused', async () => {
  const { sources } = office.client;
  const other = await smallSite(PAGES);
  const { id } = await add({ start: [other.at('/')], delayMs: 300 });
  await until(async () => (await sources.get({ id })).asks.take > 0);
  const { condition } = await sources.get({ id });
  const { decided } = await sources.approve({ id });
  await untilLookedAt(sources, id);
  const refused = await sources.dismiss({ id });
  expect([condition, decided + refused.decided, refused.decided > 0]).toEqual(['looking', 4, true]);
  await office.client.jobs.runSchedule({ name: 'source.due' });
  await expect.poll(async () => (await sources.get({ id })).documents).toBe(decided);
});
