import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { WrittenFile } from '#shared/contract/files.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { bytesOf, withFile } from '../support/route-files.ts';
import { startTemporaryApp, type TemporaryApp } from '../support/temporary-app.ts';

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

const preview = (text: string | Buffer) => contacts.previewImport({ clientId }, withFile(text));
const take = (text: string | Buffer) => contacts.importFile({ clientId }, withFile(text));
const all = async () => (await contacts.list({ clientId, sort: 'name', order: 'asc' })).items;
const contentOf = async (file: WrittenFile) => (await bytesOf(file)).toString();

it('is read in the alphabet of older spreadsheets too', async () => {
  const table = Buffer.from('Nom;E-mail\nZoé Lefèvre;zoe@x.fr', 'latin1');
  expect(await take(table)).toMatchObject({ added: 1 });
  expect((await all()).map(({ name }) => name)).toEqual(['Zoé Lefèvre']);
});

it('says line by line what it would do, writes nothing, and then does just that', async () => {
  await contacts.create({ clientId, kind: 'person', name: 'Léa', email: 'lea@x.fr' });
  await contacts.create({ clientId, kind: 'person', name: 'Ugo', email: 'ugo@x.fr' });
  const text = [
    '\ufeffNom;Prénom;Courriel;Tél.;Société;Note',
    'Martin;Léa;LEA@x.fr;06 12 34 56 78;;',
    ';Ugo;ugo@x.fr;;;',
    'Roux;Paul;paul@x.fr;;Blot;"Deux\nlignes"',
    'Roux;Paul;paul@x.fr;;;',
    ';;;;;Seulement une note',
    'Faux;;pas une adresse;;;',
  ].join('\r\n');
  const result = await preview(text);
  expect(result).toMatchObject({ added: 1, changed: 1, same: 1, refused: 3 });
  expect(result.lines.map(({ line, outcome, problem }) => [line, outcome, problem])).toEqual([
    [2, 'changed', null],
    [3, 'same', null],
    [4, 'added', null],
    [6, 'refused', 'twice_in_file'],
    [7, 'refused', 'empty'],
    [8, 'refused', 'email_unreadable'],
  ]);
  expect(await all()).toHaveLength(2);
  expect(await take(text)).toEqual(result);
  expect((await all()).map(({ name, note, phone, company }) => [name, note, phone, company?.name])).toEqual([
    ['Blot', null, null, undefined],
    ['Léa Martin', null, '06 12 34 56 78', undefined],
    ['Paul Roux', 'Deux\nlignes', null, 'Blot'],
    ['Ugo', null, null, undefined],
  ]);
  expect(await preview(text)).toMatchObject({ added: 0, changed: 0 });
});

it.each([
  [
    'commas, as Google writes them',
    'First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Organization Name\nLéa,Martin,lea@x.fr,+33 6 12 34 56 78,Blot',
  ],
  [
    'Outlook in French',
    'Prénom;Nom;Société;Adresse de messagerie;Tél. mobile\nLéa;Martin;Blot;lea@x.fr;+33 6 12 34 56 78',
  ],
  ['tabs', 'Name\tEmail\tPhone\tCompany\nLéa Martin\tlea@x.fr\t+33 6 12 34 56 78\tBlot'],
  [
    'Excel that names its separator',
    'sep=,\r\nNom,E-mail,Téléphone,Entreprise\r\nLéa Martin,lea@x.fr,+33 6 12 34 56 78,Blot',
  ],
])('reads %s', async (_, text) => {
  await take(text);
  expect((await all()).find(({ kind }) => kind === 'person')).toMatchObject({
    name: 'Léa Martin',
    email: 'lea@x.fr',
    phone: '+33 6 12 34 56 78',
    company: { name: 'Blot' },
    source: 'import',
  });
});

it('refuses a file without contacts in words', async () => {
  await expect(preview('Quantité;Prix\n1;2')).rejects.toMatchObject({ code: 'contact.file_unreadable' });
});

it.each(['fr', 'en'] as const)('comes back unchanged from its own table in %s', async language => {
  await contacts.create({ clientId, kind: 'company', name: 'Blot & fils' });
  await contacts.create({
    clientId,
    kind: 'person',
    name: '=cmd|calc',
    email: 'lea@x.fr',
    phone: '+33 6 12 34 56 78',
    company: 'Blot & fils',
    language: 'fr',
    note: 'Dit « oui » ;\n"deux" lignes, et plus',
  });
  await contacts.create({ clientId, kind: 'person', email: 'lea@x.fr' });
  const file = await contacts.export({ clientId, language });
  const text = await contentOf(file);
  expect(file.fileName).toMatch(/^contacts-\d{4}-\d\d-\d\d\.csv$/);
  expect(text.startsWith('\ufeff')).toBe(true);
  expect(text).toContain(`"'=cmd|calc"`);
  expect(await preview(text)).toMatchObject({ added: 0, changed: 0, same: 3, refused: 0 });
});

it('comes back unchanged from its own cards, and from there into another client', async () => {
  await contacts.create({ clientId, kind: 'company', name: 'Blot; Frères, et cie' });
  await contacts.create({
    clientId,
    kind: 'person',
    name: 'Léa Martin',
    email: 'lea@x.fr',
    phone: '+33 6 12 34 56 78',
    company: 'Blot; Frères, et cie',
    language: 'en',
    note: `Une note assez longue pour être pliée sur plusieurs lignes, ${'é'.repeat(90)}\nfin \\ fin`,
  });
  await contacts.create({ clientId, kind: 'person', email: 'seul@x.fr' });
  const text = await contentOf(await contacts.exportCards({ clientId }));
  expect(text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(await preview(text)).toMatchObject({ added: 0, changed: 0, same: 3, refused: 0 });
  const before = await all();
  ({ id: clientId } = await temporary.client.clients.create({ name: `Ailleurs ${offices}` }));
  await take(text);
  const bare = (list: typeof before) =>
    list.map(({ kind, name, email, phone, company, language, note }) => [
      kind,
      name,
      email,
      phone,
      company?.name,
      language,
      note,
    ]);
  expect(bare(await all())).toEqual(bare(before));
});

it('adds nothing of what was merged away', async () => {
  const stays = await contacts.create({ clientId, kind: 'person', name: 'Léa', email: 'lea@x.fr' });
  const goes = await contacts.create({ clientId, kind: 'person', name: 'L.', email: 'l@x.fr' });
  await contacts.merge({ id: goes.id, into: stays.id });
  expect(await preview('Nom;E-mail\nL.;l@x.fr')).toMatchObject({ added: 0, changed: 0, same: 1 });
});

it('refuses a file of more contacts than are written at once', async () => {
  const lines = Array.from({ length: 5_001 }, (_, n) => `Personne ${n};p${n}@exemple.fr`);
  await expect(preview(['Nom;E-mail', ...lines].join('\n'))).rejects.toMatchObject({
    code: 'contact.file_too_long',
  });
  expect(await preview(['Nom;E-mail', ...lines.slice(1)].join('\n'))).toMatchObject({ added: 5_000 });
});
