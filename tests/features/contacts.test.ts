import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contact } from '#shared/contract/contacts.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { visitorOf, visitWithFile, type LeftVisit } from '../support/visit.ts';

let temporary: TemporaryApp;
let chatbotId: string;
let clientId: string;
let left: LeftVisit;
beforeAll(async () => {
  temporary = await startTemporaryApp();
  ({ id: chatbotId, clientId } = await temporary.client.chatbots.create({ name: 'Accueil', language: 'fr' }));
  left = await visitWithFile(temporary.app, chatbotId);
});
afterAll(() => temporary.close());

const named = async (q: string): Promise<Contact[]> =>
  (await temporary.client.contacts.list({ clientId, q })).items;
const one = (q: string) => until(async () => (await named(q))[0] ?? null);

/** Somebody new fills in the contact form. */
async function leave(fields: Record<string, string>) {
  const visitor = await visitorOf(temporary.app, chatbotId);
  await visitor.client.visitor.lead({ reason: 'person', fields });
  return visitor;
}

it('makes a contact of a visitor who left an address, with what happened', async () => {
  const paul = await one('paul');
  expect(paul).toMatchObject({
    kind: 'person',
    name: 'Paul Roux',
    email: 'paul@exemple.fr',
    source: 'visitor',
  });
  const { items } = await temporary.client.contacts.timeline({ id: paul.id });
  expect(items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['contact.created', 'contact.left', 'conversation.rated', 'conversation.asked']),
  );
  expect(items.map(({ sequence }) => sequence)).toEqual(
    items.map(({ sequence }) => sequence).toSorted((a, b) => b - a),
  );
  expect(items.find(({ type }) => type === 'conversation.asked')?.conversation).toMatchObject({
    id: left.conversationId,
  });
  const first = await temporary.client.contacts.timeline({ id: paul.id, limit: 2 });
  const next = await temporary.client.contacts.timeline({
    id: paul.id,
    limit: 2,
    cursor: first.nextCursor ?? '',
  });
  expect([...first.items, ...next.items]).toEqual(items.slice(0, 4));
});

it('makes no contact of a name that a page gives, and a company of one that a form names', async () => {
  const { client } = await visitorOf(temporary.app, chatbotId);
  await client.visitor.identify({ name: 'Nadia Sansadresse' });
  await leave({ name: 'Ève Colin', phone: '06 12 34 56 78', company: 'Menuiserie Blot' });
  const eve = await one('eve colin');
  expect(eve.company).toMatchObject({ name: 'Menuiserie Blot' });
  const company = await temporary.client.contacts.get({ id: eve.company?.id ?? '' });
  expect(company).toMatchObject({ kind: 'company', people: [{ id: eve.id }] });
  expect(await named('nadia')).toEqual([]);
});

it('knows who comes back by the address or the number, and writes over nothing of the office', async () => {
  await leave({ name: 'Autre nom', email: ' PAUL@exemple.fr ' });
  await leave({ name: 'Encore un autre', phone: '+33 6 12 34 56 78' });
  const paul = await one('paul');
  await temporary.client.contacts.update({ id: paul.id, phone: '01 02 03 04 05' });
  await leave({ email: 'paul@exemple.fr', phone: '09 99 99 99 99', company: 'Inconnue' });
  await leave({ name: 'Zoé', email: 'zoe@exemple.fr' });
  await one('zoe');
  expect(await named('autre')).toEqual([]);
  expect(await one('paul')).toMatchObject({ name: 'Paul Roux', phone: '01 02 03 04 05', company: null });
  expect(await named('exemple.fr')).toHaveLength(2);
});

it('erases with a visitor the contact they made, and keeps one the office made', async () => {
  await temporary.client.contacts.create({ clientId, kind: 'person', name: 'Ida', email: 'ida@exemple.fr' });
  const gone = await leave({ name: 'Rémi Bref', email: 'remi@exemple.fr', company: 'Bref et fils' });
  const stays = await leave({ email: 'ida@exemple.fr' });
  await one('remi');
  await gone.client.visitor.forgetMe({});
  await stays.client.visitor.forgetMe({});
  expect(await named('remi')).toEqual([]);
  expect(await named('bref')).toEqual([]);
  expect(await named('ida')).toHaveLength(1);
});

it('lists by pages in the order asked for, merged ones left out, and tells pairs that are probably one', async () => {
  const { client } = temporary;
  const { id: acme } = await client.clients.create({ name: 'Acme' });
  const made: string[] = [];
  for (const [name, email, phone] of [
    ['Émile', 'e@x.fr', null],
    ['albert', 'A@x.fr', '0033612340000'],
    ['Zoé', 'a@X.fr ', null],
    ['Bea', null, '06 12 34 00 00'],
  ] as const)
    made.push((await client.contacts.create({ clientId: acme, kind: 'person', name, email, phone })).id);
  const first = await client.contacts.list({ clientId: acme, sort: 'name', order: 'asc', limit: 3 });
  const next = await client.contacts.list({
    clientId: acme,
    sort: 'name',
    order: 'asc',
    limit: 3,
    cursor: first.nextCursor ?? '',
  });
  expect([...first.items, ...next.items].map(({ name }) => name)).toEqual(['albert', 'Bea', 'Émile', 'Zoé']);
  expect(next.nextCursor).toBeNull();
  const pairs = await client.contacts.duplicates({ clientId: acme });
  expect(pairs.map(({ why, older, newer }) => [why, older.name, newer.name])).toEqual([
    ['email', 'albert', 'Zoé'],
    ['phone', 'albert', 'Bea'],
  ]);
  const [, albert = '', zoe = '', bea = ''] = made;
  const seen = async () =>
    (await client.contacts.duplicates({ clientId: acme })).map(({ older, newer }) => [
      older.name,
      newer.name,
    ]);
  await client.contacts.keepApart({ id: zoe, otherId: albert, apart: true });
  await client.contacts.keepApart({ id: albert, otherId: zoe, apart: true }); // said twice
  expect(await seen()).toEqual([['albert', 'Bea']]);
  await client.contacts.create({ clientId: acme, kind: 'person', name: 'Zo', email: 'a@x.fr' });
  // A third one that looks like both is compared with the first of them.
  expect(await seen()).toEqual([
    ['albert', 'Zo'],
    ['albert', 'Bea'],
  ]);
  await client.contacts.keepApart({ id: albert, otherId: zoe, apart: false });
  expect(await seen()).toContainEqual(['albert', 'Zoé']);
  await expect(client.contacts.keepApart({ id: bea, otherId: bea, apart: true })).rejects.toMatchObject({
    code: 'contact.merge_self',
  });
  const third = (await client.contacts.list({ clientId: acme, q: 'Zo' })).items.find(
    ({ name }) => name === 'Zo',
  );
  await client.contacts.remove({ id: third?.id ?? '' });
  await client.contacts.merge({ id: made[2] ?? '', into: made[1] ?? '' });
  expect((await client.contacts.list({ clientId: acme })).items).toHaveLength(3);
  expect(await client.contacts.get({ id: made[2] ?? '' })).toMatchObject({
    id: made[1],
    merged: [{ id: made[2] }],
  });
});

it('refuses in words what cannot be kept', async () => {
  const { contacts } = temporary.client;
  await expect(contacts.create({ clientId, kind: 'person', name: ' ' })).rejects.toMatchObject({
    code: 'contact.empty',
  });
  const { id } = await contacts.create({ clientId, kind: 'person', name: 'Ugo' });
  await expect(contacts.update({ id, name: '' })).rejects.toMatchObject({ code: 'contact.empty' });
  await contacts.remove({ id });
  await expect(contacts.get({ id })).rejects.toMatchObject({ code: 'resource.not_found' });
});
