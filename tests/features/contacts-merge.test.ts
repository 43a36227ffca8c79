import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ContactDetails } from '#shared/contract/contacts.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';
import { until } from '../support/until.ts';
import { visitWithFile } from '../support/visit.ts';

let temporary: TemporaryApp;
let contacts: FoyerClient['contacts'];
let clientId: string;
let offices = 0;
beforeAll(async () => {
  temporary = await startTemporaryApp();
  ({ contacts } = temporary.client);
});
afterAll(() => temporary.close());
beforeEach(async () => {
  offices += 1;
  ({ id: clientId } = await temporary.client.clients.create({ name: `Bureau ${offices}` }));
});

type Fields = Partial<Record<'name' | 'email' | 'phone' | 'note' | 'company', string>>;
const person = (fields: Fields) => contacts.create({ clientId, kind: 'person', ...fields });
const company = (name: string) => contacts.create({ clientId, kind: 'company', name });
/** What an undo has to put back. */
const shown = ({ name, email, phone, note, company: of, language }: ContactDetails) => ({
  name,
  email,
  phone,
  note,
  language,
  company: of?.id ?? null,
});

it('fills the gaps of the one that stays, and is undone to what was', async () => {
  const stays = await person({ name: 'Léa Martin', note: 'Rappeler lundi' });
  const goes = await person({ name: 'L. Martin', email: 'lea@x.fr', note: 'Devis', company: 'Blot' });
  const merged = await contacts.merge({ id: goes.id, into: stays.id });
  expect(merged).toMatchObject({
    name: 'Léa Martin',
    email: 'lea@x.fr',
    note: 'Rappeler lundi\n\nDevis',
    company: { name: 'Blot' },
    merged: [{ id: goes.id }],
  });
  expect(shown(await contacts.separate({ id: goes.id }))).toEqual(shown(goes));
  const back = await contacts.get({ id: stays.id });
  expect(shown(back)).toEqual(shown(stays));
  expect(back.merged).toEqual([]);
});

it('keeps what the office changed since', async () => {
  const stays = await person({ name: 'Léa' });
  const goes = await person({ email: 'lea@x.fr', phone: '06 12 34 56 78' });
  await contacts.merge({ id: goes.id, into: stays.id });
  await contacts.update({ id: stays.id, email: 'nouvelle@x.fr' });
  await contacts.separate({ id: goes.id });
  expect(await contacts.get({ id: stays.id })).toMatchObject({ email: 'nouvelle@x.fr', phone: null });
});

it('brings the people of a company over, and back', async () => {
  const [stays, goes] = [await company('Blot'), await company('Blot SARL')];
  const paul = await person({ name: 'Paul', company: 'Blot SARL' });
  await contacts.merge({ id: goes.id, into: stays.id });
  expect((await contacts.get({ id: paul.id })).company?.id).toBe(stays.id);
  // Named again, it is the one that stays.
  expect((await person({ name: 'Ida', company: 'blot sarl' })).company?.id).toBe(stays.id);
  await contacts.separate({ id: goes.id });
  expect((await contacts.get({ id: paul.id })).company?.id).toBe(goes.id);
});

it('brings visitors over with what happened, and back', async () => {
  const { id: chatbotId } = await temporary.client.chatbots.create({ clientId, name: 'Accueil' });
  await visitWithFile(temporary.app, chatbotId);
  const paul = await until(async () => (await contacts.list({ clientId, q: 'paul' })).items[0] ?? null);
  const stays = await person({ name: 'Paul R.' });
  const types = async (id: string) => (await contacts.timeline({ id })).items.map(({ type }) => type);
  await contacts.merge({ id: paul.id, into: stays.id });
  expect(await types(stays.id)).toContain('conversation.asked');
  await contacts.separate({ id: paul.id });
  expect(await types(stays.id)).toEqual(['contact.separated', 'contact.merged', 'contact.created']);
  expect(await types(paul.id)).toContain('conversation.asked');
});

it('leads along a chain to the last, and is undone from its end', async () => {
  const [a, b, c] = [
    await person({ name: 'A', email: 'a@x.fr' }),
    await person({ name: 'B' }),
    await person({ name: 'C' }),
  ];
  await contacts.merge({ id: a.id, into: b.id });
  await contacts.merge({ id: b.id, into: c.id });
  expect(await contacts.get({ id: a.id })).toMatchObject({ id: c.id, email: 'a@x.fr' });
  await expect(contacts.separate({ id: a.id })).rejects.toMatchObject({ code: 'contact.merged_further' });
  await contacts.separate({ id: b.id });
  await contacts.separate({ id: a.id });
  for (const each of [a, b, c]) expect(shown(await contacts.get({ id: each.id }))).toEqual(shown(each));
});

it('into one that is part of another is into that one', async () => {
  const [a, b, c] = [await person({ name: 'A' }), await person({ name: 'B' }), await person({ name: 'C' })];
  await contacts.merge({ id: a.id, into: b.id });
  expect((await contacts.merge({ id: c.id, into: a.id })).id).toBe(b.id);
});

it('refuses in words what makes no sense', async () => {
  const [a, b, firm] = [await person({ name: 'A' }), await person({ name: 'B' }), await company('F')];
  await expect(contacts.merge({ id: a.id, into: a.id })).rejects.toMatchObject({
    code: 'contact.merge_self',
  });
  await expect(contacts.merge({ id: a.id, into: firm.id })).rejects.toMatchObject({
    code: 'contact.merge_kinds',
  });
  await contacts.merge({ id: a.id, into: b.id });
  await expect(contacts.merge({ id: b.id, into: a.id })).rejects.toMatchObject({
    code: 'contact.merge_self',
  });
  await expect(contacts.merge({ id: a.id, into: b.id })).rejects.toMatchObject({ code: 'contact.merged' });
  await expect(contacts.separate({ id: b.id })).rejects.toMatchObject({ code: 'contact.not_merged' });
  const { id: other } = await temporary.client.clients.create({ name: `Autre ${offices}` });
  const foreign = await contacts.create({ clientId: other, kind: 'person', name: 'Ailleurs' });
  await expect(contacts.merge({ id: b.id, into: foreign.id })).rejects.toMatchObject({
    code: 'resource.not_found',
  });
});

it('survives the company it had before being deleted', async () => {
  const stays = await person({ name: 'Léa', company: 'Blot' });
  const goes = await person({ name: 'Autre', email: 'b@x.fr' });
  await contacts.merge({ id: goes.id, into: stays.id });
  await contacts.remove({ id: stays.company?.id ?? '' });
  await contacts.separate({ id: goes.id });
  expect((await contacts.get({ id: stays.id })).company).toBeNull();
});
