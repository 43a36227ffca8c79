import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { headingsOf } from '../../../../tests/support/read-file.ts';
import { paragraph, wordFile } from '../../../../tests/support/word-file.ts';
import { zipFile } from '../../../../tests/support/zip-file.ts';
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

const HEAD = ['Message-ID: <1@port.fr>', 'From: ines@port.fr', 'Subject: Bail', 'MIME-Version: 1.0'];

describe('mail', () => {
  it.each([
    ['windows-1252', 'text/plain'],
    ['utf-8', 'text/plain'],
    ['koi8-r', 'text/plain; charset=koi8-r'],
  ])('reads headers that were written in %s and do not say so', async (encoding, type) => {
    const subject = encoding === 'koi8-r' ? 'Отпуск работников' : 'Réunion à l’été, congés payés';
    const lines = mail(`Subject: ${subject}`, 'From: a@port.fr', `Content-Type: ${type}`, '', 'Les clefs.');
    expect((await read(iconv.encode(lines, encoding))).title).toBe(subject);
  });

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
    expect(text.split('\n\n').slice(4)).toEqual([
      "Attachments: plan d'accès.png",
      'Avant',
      'From: z@port.fr',
      'Le message précédent parle du quai 7.',
    ]);
    expect(warnings).toEqual([
      {
        kind: 'attachments',
        unread: 1,
        total: 2,
        unit: 'files',
        places: ["plan d'accès.png"],
        reasons: ['other_kind'],
      },
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

  it('has what is attached to it, each file under its name, read by its content', async () => {
    const attached = (type: string, name: string, content: Buffer, disposition = 'attachment'): string[] => [
      '--M',
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: ${disposition}; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      base64(content),
    ];
    const document = await read(
      mail(
        ...HEAD,
        'Content-Type: multipart/mixed; boundary=M',
        '',
        '--M',
        'Content-Type: text/html',
        '',
        '<h1>Bonjour</h1><p>Voici le bail.</p>',
        ...attached(
          'application/octet-stream',
          'bail.docx',
          wordFile(paragraph('Le loyer est de 840 euros.')),
        ),
        ...attached('application/zip', 'quais.zip', zipFile([{ name: '7.txt', content: 'Le quai 7.' }])),
        ...attached('image/jpeg', 'signature.jpg', Buffer.from('ffd8ffe0', 'hex'), 'inline'),
        ...attached('application/pkcs7-signature', 'smime.p7s', Buffer.from('3080', 'hex')),
        '--M--',
      ),
    );
    expect(headingsOf(document)).toEqual(['1 Bail', '2 Bonjour', '2 bail.docx', '2 quais.zip', '3 7.txt']);
    expect(document.text).toContain(
      'Attachments: bail.docx, quais.zip\n\nbail.docx\n\nLe loyer est de 840 euros.',
    );
    expect(document.text).toContain('Le quai 7.');
    expect(document.warnings).toEqual([]);
  });

  it('keeps the earlier mail that it answers as a quotation, or under its sender', async () => {
    const quoted = await read(
      mail(
        ...HEAD,
        '',
        'Oui.',
        '',
        'Le lundi 11 mars 2024, Paul Roy',
        '<paul@port.fr> a écrit :',
        '',
        '> À 9:15 ?',
        '>> Quand ?',
        '',
        'Inès',
      ),
    );
    const blocks = quoted.blocks.map(({ kind, start, end }) => [kind, quoted.text.slice(start, end)]);
    expect(blocks.slice(2)).toEqual([
      ['paragraph', 'Oui.'],
      ['quote', 'Le lundi 11 mars 2024, Paul Roy\n<paul@port.fr> a écrit :\nÀ 9:15 ?\nQuand ?'],
      ['paragraph', 'Inès'],
    ]);
    const page = await read(
      mail(
        ...HEAD,
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Yes.</p><div style="border-top:solid"><p><b>From:</b> Paul &lt;paul@port.fr&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Ines<br><b>Subject:</b> When</p></div><p>When?</p>',
      ),
    );
    expect(headingsOf(page)).toEqual(['1 Bail', '2 From: Paul <paul@port.fr>']);
    const dashes = await read(mail(...HEAD, '', `${'-'.repeat(200_000)}x`));
    expect(headingsOf(dashes)).toEqual(['1 Bail']);
    expect(page.text).toMatch(/Sent: Monday\nTo: Ines\nSubject: When\n\nWhen\?$/u);
  });

  it.each([
    [
      'PGP in MIME',
      'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=M',
      '--M\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--M\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--M--',
    ],
    [
      'PGP in the text',
      'text/plain',
      '-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----',
    ],
    [
      'S/MIME',
      'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64',
      base64(Buffer.from('308006092a864886f70d010703a080', 'hex')),
    ],
  ])('that is encrypted is refused as that: %s', async (_, type, body) => {
    await expect(read(mail(...HEAD, `Content-Type: ${type}`, '', body))).rejects.toMatchObject({
      code: 'document.protected',
    });
  });

  it.each([
    [
      'in one piece',
      (content: Buffer) => Buffer.concat([Buffer.from([0x04, 0x81, content.length]), content]),
    ],
    [
      'in pieces',
      (content: Buffer) =>
        Buffer.concat([
          Buffer.from([0x24, 0x80, 0x04, 10]),
          content.subarray(0, 10),
          Buffer.from([0x04, 0x81, content.length - 10]),
          content.subarray(10),
          Buffer.from([0, 0]),
        ]),
    ],
  ])('that is signed as a whole is read: %s', async (_, octets) => {
    const inner = Buffer.from(
      `Content-Type: text/plain; charset=utf-8\r\n\r\nLe quai 7 est fermé. ${'x '.repeat(40)}`,
    );
    const signed = Buffer.concat([
      Buffer.from(
        '308006092a864886f70d010702a0803080020101310006092a864886f70d010701'.replace('310006', '3100308006'),
        'hex',
      ),
      Buffer.from([0xa0, 0x80]),
      octets(inner),
      Buffer.alloc(6),
    ]);
    const { text, warnings } = await read(
      mail(
        ...HEAD,
        'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
        'Content-Transfer-Encoding: base64',
        '',
        base64(signed),
      ),
    );
    expect(text).toContain('Bail\n\nFrom: ines@port.fr\n\nLe quai 7 est fermé.');
    expect(warnings).toEqual([]);
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
      'plan: […]\n\nfee: 12',
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
