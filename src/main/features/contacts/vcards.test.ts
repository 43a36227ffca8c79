import { expect, it } from 'vitest';
import { readCards } from './vcards.ts';

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');
const read = (text: string) => readCards(text).map(({ line: _line, ...rest }) => rest);

it('reads a card of Google', () => {
  const text = card(
    'VERSION:3.0',
    'FN:Léa Martin',
    'N:Martin;Léa;;;',
    'item1.EMAIL;TYPE=INTERNET:lea@exemple.fr',
    'item1.X-ABLabel:',
    'TEL;TYPE=CELL:+33 6 12 34 56 78',
    'item2.ORG:Menuiserie Blot',
    'NOTE:Rappeler\\, lundi\\nou mardi',
  );
  expect(read(text)).toEqual([
    {
      id: null,
      kind: 'person',
      name: 'Léa Martin',
      email: 'lea@exemple.fr',
      phone: '+33 6 12 34 56 78',
      company: 'Menuiserie Blot',
      language: '',
      note: 'Rappeler, lundi\nou mardi',
    },
  ]);
});

it('takes the preferred of several, as Apple marks them, and a company for what it is', () => {
  const person = card(
    'VERSION:3.0',
    'N:Roux;Paul;;;',
    'FN:Paul Roux',
    'EMAIL;type=INTERNET;type=HOME:paul@chez-lui.fr',
    'EMAIL;type=INTERNET;type=WORK;type=pref:paul@bureau.fr',
    'TEL;type=HOME;type=FAX:01 00 00 00 00',
    'TEL;type=CELL;type=VOICE:06 00 00 00 00',
    'ORG:Blot;Atelier',
  );
  const company = card('VERSION:3.0', 'N:;;;;', 'FN:Blot', 'ORG:Blot;', 'X-ABShowAs:COMPANY');
  expect(read(person + company)).toMatchObject([
    { name: 'Paul Roux', email: 'paul@bureau.fr', phone: '06 00 00 00 00', company: 'Blot' },
    { kind: 'company', name: 'Blot', company: '' },
  ]);
});

it('reads version 4: addresses, preferences by number, languages', () => {
  const text = card(
    'VERSION:4.0',
    'UID:urn:uuid:01890000-0000-7000-8000-000000000001',
    'FN:Léa',
    'TEL;VALUE=uri;PREF=2:tel:+33-1-00-00-00-00',
    'TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+33-6-12-34-56-78;ext=1',
    'LANG;PREF=1:fr',
    'KIND:individual',
  );
  expect(read(text)).toMatchObject([
    { id: '01890000-0000-7000-8000-000000000001', phone: '+33-6-12-34-56-78', language: 'fr' },
  ]);
});

it('reads the quoted-printable of old telephones and of Outlook, folded', () => {
  const text = card(
    'VERSION:2.1',
    'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;=C3=89lo=',
    'ise;;;',
    'ORG;LANGUAGE=fr;CHARSET=windows-1252;QUOTED-PRINTABLE:Soci=E9t=E9',
    'TEL;CELL;VOICE:06 12',
    'NOTE:une ligne',
    '  qui continue',
  );
  expect(read(text)).toMatchObject([
    { name: 'Éloise Lefèvre', company: 'Société', phone: '06 12', note: 'une ligne qui continue' },
  ]);
});

it('tells the line of a card that has no end, and reads the next', () => {
  const cards = readCards(`BEGIN:VCARD\nFN:Sans fin\n${card('FN:Entière')}BEGIN:VCARD\nFN:Coupée`);
  expect(cards.map(({ line, name, unreadable }) => [line, name, unreadable])).toEqual([
    [1, '', true],
    [3, 'Entière', undefined],
    [6, '', true],
  ]);
});
