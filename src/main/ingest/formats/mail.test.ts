import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { chunkDocument } from '../chunker.ts';
import { extractDocument } from '../extract.ts';

const base64 = (bytes: string | Buffer): string =>
  Buffer.from(bytes).toString('base64').replace(/.{76}/gu, '$&\r\n');
const PICTURE = base64(
  Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * 7_919 + index * index) % 256)),
);
const PAGE =
  '<p>La réunion coûte <b>12 €</b>.</p><table><tr><th>Bassin<th>Prix<tr><td rowspan=2>Sud<td>60<tr><td>75</table>';

/** Lines of a mail as they travel. */
const mail = (...lines: string[]): string => lines.join('\r\n');

async function read(content: string | Buffer, fileName = 'mail.eml') {
  const document = await extractDocument({
    bytes: Buffer.from(content),
    fileName,
    onProgress: () => undefined,
  });
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  expect(document.text).not.toMatch(/[A-Za-z0-9+/]{60}/u);
  return document;
}

const NESTED = mail(
  'Return-Path: <ines@port.fr>',
  'Received: from a by b;',
  ' Mon, 11 Mar 2024 09:15:00 +0100',
  'From: =?utf-8?Q?In=C3=A8s_Duarte?= <ines@port.fr>',
  'To: "Ottilie Brandt" <o@port.fr>, equipe@port.fr',
  'Cc: Quais: a@port.fr, b@port.fr;',
  `Subject: =?iso-8859-1?Q?Congr=E8s_et_tarifs?= =?utf-8?B?${base64(' d’été')}?=`,
  'Date: Mon, 11 Mar 2024 09:15:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="M"',
  '',
  '--M',
  'Content-Type: multipart/alternative; boundary="A"',
  '',
  '--A',
  'Content-Type: text/plain; charset=iso-8859-15',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'La r=E9union co=FBte 12 =A4.',
  '--A',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  base64(PAGE),
  '--A--',
  '--M',
  'Content-Type: image/png',
  "Content-Disposition: attachment; filename*=utf-8''plan%20d%27acc%C3%A8s.png",
  'Content-Transfer-Encoding: base64',
  '',
  PICTURE,
  '--M',
  'Content-Type: message/rfc822',
  '',
  'From: z@port.fr',
  'Subject: Avant',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  base64('Le message précédent parle du quai 7.'),
  '--M--',
);

describe('mail', () => {
  it('is decoded: headers, the body with its tables, the mail it forwards, the names of what is attached', async () => {
    const { text, title, mediaType, warnings } = await read(NESTED);
    expect(mediaType).toBe('message/rfc822');
    expect(title).toBe('Congrès et tarifs d’été');
    expect(text.split('\n\n').slice(0, 4)).toEqual([
      'Congrès et tarifs d’été',
      'From: Inès Duarte <ines@port.fr>\nTo: Ottilie Brandt <o@port.fr>, equipe@port.fr\nCc: Quais: a@port.fr, b@port.fr\nDate: Mon, 11 Mar 2024 09:15:00 +0100',
      'La réunion coûte 12 €.',
      '| Bassin | Prix |\n| --- | --- |\n| Sud | 60 |\n| Sud | 75 |',
    ]);
    expect(text).toContain('Le message précédent parle du quai 7.');
    expect(text).toMatch(/Attachments: plan d'accès\.png$/u);
    expect(warnings).toEqual([
      { kind: 'attachments', unread: 1, total: 1, unit: 'files', places: ["plan d'accès.png"] },
    ]);
  });

  it.each([
    ['quoted-printable', 'iso-8859-15', 'La r=E9union co=FBte 12 =A4 et dure=\r\n longtemps.'],
    ['base64', 'utf-8', base64('La réunion coûte 12 € et dure longtemps.')],
    ['8bit', 'utf-8', 'La réunion coûte 12 € et dure longtemps.'],
    ['base64', 'utf-16le', base64(Buffer.from('La réunion coûte 12 € et dure longtemps.', 'utf16le'))],
  ])('is decoded from %s in %s, whatever its name', async (encoding, charset, body) => {
    const content = mail(
      'Message-ID: <1@port.fr>',
      'From: ines@port.fr',
      'Subject: Tarifs',
      `Content-Type: text/plain; charset=${charset}`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      body,
    );
    const { text } = await read(content, 'note.txt');
    expect(text).toBe('Tarifs\n\nFrom: ines@port.fr\n\nLa réunion coûte 12 € et dure longtemps.');
  });

  it('of a mailbox is read one after the other', async () => {
    const { text } = await read(
      'From a@port.fr Mon Mar 11 09:15:00 2024\nFrom: a@port.fr\nMessage-ID: <1@b>\nSubject: Un\n\nPremier.\n\nFrom b@port.fr Tue Mar 12 09:15:00 2024\nFrom: b@port.fr\nMessage-ID: <2@b>\nSubject: Deux\n\nSecond.\nFrom here on nothing of 2024.\n',
      'archive.mbox',
    );
    expect(text).toBe(
      'Un\n\nFrom: a@port.fr\n\nPremier.\n\nDeux\n\nFrom: b@port.fr\n\nSecond.\nFrom here on nothing of 2024.',
    );
  });

  it('that nobody sent is a page that a browser saved', async () => {
    const { text, title, warnings } = await read(
      mail(
        'From: <Saved by Blink>',
        'Subject: =?utf-8?Q?Tarifs_=C3=A9t=C3=A9?=',
        'MIME-Version: 1.0',
        'Content-Type: multipart/related; type="text/html"; boundary="B"',
        '',
        '--B',
        'Content-Type: text/html',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        '<meta charset=3D"utf-8"><h1>Tarifs</h1><p>L=E2=80=99=C3=A9t=C3=A9 : 9:15</p>',
        '--B',
        'Content-Type: image/png',
        'Content-Transfer-Encoding: base64',
        'Content-Location: https://port.fr/a.png',
        '',
        PICTURE,
        '--B--',
      ),
      'page.mht',
    );
    expect([title, text, warnings]).toEqual(['Tarifs été', 'Tarifs\n\nL’été : 9:15', []]);
  });

  it('is no memo that begins like one', async () => {
    const memo = 'From: the harbour master\nTo: all staff\nSubject: lifts\n\nLifts cost 95 euros.';
    expect(await read(memo, 'memo.txt')).toMatchObject({ mediaType: 'text/plain', text: memo });
  });
});

describe('files written as letters', () => {
  const lines = PICTURE.replaceAll('\r', '');
  const uuencoded = Array.from(
    { length: 9 },
    (_, line) =>
      `M${Array.from({ length: 60 }, (__, at) => String.fromCharCode(33 + ((line * 31 + at * 17) % 60))).join('')}`,
  ).join('\n');

  it.each([
    [
      'a certificate',
      `Ours:\n-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\nUntil May.`,
      'Ours:\n-----BEGIN CERTIFICATE-----\n[…]\n-----END CERTIFICATE-----\nUntil May.',
    ],
    [
      'a picture in JSON',
      `{"plan":"data:image/png;base64,${lines.replace(/\s/gu, '').replaceAll('/', '\\/')}","fee":12}`,
      '{"plan":"[…]","fee":12}',
    ],
    [
      'uuencode',
      `See:\n\nbegin 644 a.png\n${uuencoded}\n#AB!@\n\`\nend\n\nDone.`,
      'See:\n\nbegin 644 a.png\n[…]\nend\n\nDone.',
    ],
    ['base64 in a page', `<p>Before<p>${PICTURE}<p>After`, 'Before\n\n[…]\n\nAfter'],
    [
      'base64 in Markdown',
      `# Plan\n\n**All** of [it](a.md).\n\n${lines}\n\nAfter`,
      'Plan\n\nAll of it.\n\n[…]\n\nAfter',
    ],
  ])('are left out, and told: %s', async (_, content, text) => {
    const document = await read(content, 'notes');
    expect(document.text).toBe(text);
    const [warning] = document.warnings;
    expect(warning).toMatchObject({ kind: 'encoded', unit: 'characters', places: [] });
    expect(warning?.unread).toBeGreaterThan(500);
    expect(warning?.total).toBe(document.text.length + (warning?.unread ?? 0));
  });

  it('alone are no document', async () => {
    await expect(read(PICTURE, 'a.txt')).rejects.toMatchObject({ code: 'document.unsupported' });
  });

  it.each([
    `${'ACGTTGCA'.repeat(8)}\n`.repeat(20),
    '/usr/local/lib/python3/site-packages/numpy/core/include/numpy'.repeat(5),
    'deadbeef0123'.repeat(30),
    'getElementsByTagNameAndThenSomeMoreOfThem'.repeat(6),
    'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft '.repeat(5),
  ])('are not what only looks long: %s', async content => {
    const document = await extractDocument({
      bytes: Buffer.from(content),
      fileName: 'a.txt',
      onProgress: () => undefined,
    });
    expect(document).toMatchObject({ text: content.trim(), warnings: [] });
  });
});
