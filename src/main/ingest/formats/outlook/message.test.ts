import { describe, expect, it } from 'vitest';
import { oleFile, outlookContent } from '../../../../../tests/support/outlook-file.ts';
import type { OutlookMessage } from '../../../../../tests/support/outlook-file.ts';
import { endingOf, headingsOf, readFile } from '../../../../../tests/support/read-file.ts';
import { paragraph, wordFile } from '../../../../../tests/support/word-file.ts';

const message = (content: OutlookMessage): Buffer => oleFile(outlookContent(content));
/** 11 March 2024, 08:15 UTC, in units of 100 ns since 1601. */
const SENT = (BigInt(Date.UTC(2024, 2, 11, 8, 15)) + 11_644_473_600_000n) * 10_000n;

/** RTF as Outlook stores it, with nothing compressed: all that its format needs. */
function storedRtf(rtf: string): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(rtf.length + 12, 0);
  head.writeUInt32LE(rtf.length, 4);
  head.writeUInt32LE(0x414c454d, 8);
  return Buffer.concat([head, Buffer.from(rtf, 'latin1')]);
}

const HEADERS = { 0x0037: 'Congrès', 0x0c1a: 'Inès Duarte', 0x5d01: 'ines@port.fr', 0x0039: SENT };

describe('a message that Outlook saved', () => {
  it('is who wrote to whom, the body with its tables, and what is attached', async () => {
    const inner = outlookContent({ properties: { 0x0037: 'Avant', 0x1000: 'Le quai 9.' } }, 24);
    const document = await readFile(
      message({
        properties: {
          ...HEADERS,
          0x1000: 'Texte simple.',
          0x1013: Buffer.from(
            '<html><body><p>La réunion coûte <b>12 €</b>.</p><img src="cid:logo@1"><table><tr><th>Bassin<th>Prix<tr><td>Sud<td>60</table></body></html>',
          ),
        },
        recipients: [
          { 0x3001: 'Ottilie Brandt', 0x39fe: 'o@port.fr', 0x0c15: 1 },
          { 0x3001: 'equipe@port.fr', 0x3003: 'equipe@port.fr', 0x0c15: 1 },
          { 0x3001: 'Paul', 0x3003: '/O=PORT/CN=PAUL', 0x0c15: 2 },
        ],
        attachments: [
          {
            0x3707: 'bail.docx',
            0x3701: wordFile(paragraph(`Le loyer est de 840 euros. ${'Clause. '.repeat(900)}`)),
          },
          { 0x3707: 'logo.png', 0x3701: Buffer.from('89504e470d0a1a0a', 'hex'), 0x3712: 'logo@1' },
          { 0x3001: 'Avant.msg', 0x3701: inner },
          { 0x3704: 'PLAN.DWG', 0x3701: Buffer.from('AC1027\u0000\u0000\u0000\u0001\u0002', 'latin1') },
        ],
      }),
      'note.msg',
    );
    expect(document.mediaType).toBe('application/vnd.ms-outlook');
    expect(document.title).toBe('Congrès');
    expect(document.text.split('\n\n').slice(0, 5)).toEqual([
      'Congrès',
      'From: Inès Duarte <ines@port.fr>\nTo: Ottilie Brandt <o@port.fr>, equipe@port.fr\nCc: Paul\nDate: Mon, 11 Mar 2024 08:15:00 GMT',
      'La réunion coûte 12 €.',
      '| Bassin | Prix |\n| --- | --- |\n| Sud | 60 |',
      'Attachments: bail.docx, Avant.msg, PLAN.DWG',
    ]);
    expect(headingsOf(document)).toEqual(['1 Congrès', '2 bail.docx', '2 Avant.msg', '3 Avant']);
    expect(document.text).toContain('840 euros');
    expect(document.text).toContain('Le quai 9.');
    expect(document.warnings).toEqual([
      {
        kind: 'attachments',
        unread: 1,
        total: 3,
        unit: 'files',
        places: ['PLAN.DWG'],
        reasons: ['other_kind'],
      },
    ]);
  });

  it('takes the page that it keeps as RTF', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 L\'e9t\'e9 {\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 9:15{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0  \u8364?{\*\mhtmltag64 <p>}{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0{\*\htmltag64 <p>\{x\}</p>}}`;
    const { text } = await readFile(message({ properties: { ...HEADERS, 0x1009: storedRtf(rtf) } }));
    expect(text.split('\n\n').slice(2)).toEqual(['Lété 9:15 €', '{x}']);
  });

  it('takes the words of RTF that somebody wrote, compressed, where there is no other text', async () => {
    // The example of [MS-OXRTFCP] 3.2.1.
    const compressed = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
      'hex',
    );
    const { text } = await readFile(message({ properties: { ...HEADERS, 0x1009: compressed } }));
    expect(text.split('\n\n').at(-1)).toBe('hello world');
  });

  it('says an earlier mail under its sender', async () => {
    const document = await readFile(
      message({
        properties: {
          ...HEADERS,
          0x1000:
            'Oui, à 9:15.\r\n\r\n-----Message d’origine-----\r\nDe : Paul Roy <paul@port.fr>\r\nEnvoyé : lundi 11 mars 2024\r\nÀ : Inès\r\nObjet : Heure\r\n\r\nÀ quelle heure ?',
        },
      }),
    );
    expect(headingsOf(document)).toEqual(['1 Congrès', '2 De : Paul Roy <paul@port.fr>']);
    expect(document.text).toContain('Objet : Heure\n\nÀ quelle heure ?');
  });

  it('that is encrypted is refused as that; one that is signed is read', async () => {
    const other = Buffer.from('308006092a864886f70d010706a080', 'hex');
    const wrapped = Buffer.from('308006092a864886f70d010703a080', 'hex');
    const secured = (messageClass: string, data: Buffer): Buffer =>
      message({
        properties: { ...HEADERS, 0x001a: messageClass },
        attachments: [{ 0x3707: 'smime.p7m', 0x3701: data }],
      });
    expect(await endingOf(secured('IPM.Note.SMIME', wrapped))).toBe('document.protected');
    expect(await endingOf(secured('IPM.Note.SMIME', other))).toBe('ready');
    const signed = Buffer.from(
      'Content-Type: multipart/signed; boundary=B; protocol="application/pkcs7-signature"\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nLe quai 7.\r\n--B\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n--B--\r\n',
    );
    const document = await readFile(secured('IPM.Note.SMIME.MultipartSigned', signed));
    expect(document.text).toContain('Le quai 7.');
    expect(document.warnings).toEqual([]);
  });

  it('is told from other files of its kind by its own folder, not by what it carries', async () => {
    const own = outlookContent({ properties: { ...HEADERS, 0x1000: 'EncryptedPackage' } });
    expect(await endingOf(oleFile(own))).toBe('ready');
    expect(
      await endingOf(
        oleFile({ WordDocument: Buffer.from('x'), Embedded: outlookContent({ properties: HEADERS }) }),
      ),
    ).toBe('document.damaged'); // as a letter, which it is by its own folder
    expect(
      await endingOf(oleFile({ EncryptionInfo: Buffer.from('x'), EncryptedPackage: Buffer.from('x') })),
    ).toBe('document.damaged');
  });

  it('that is cut or knotted ends as damaged or unsupported, at once', async () => {
    const whole = message({ properties: { ...HEADERS, 0x1000: 'Le quai. '.repeat(2_000) } });
    for (let length = 600; length < whole.length; length += 1_777)
      expect(await endingOf(whole.subarray(0, length))).toMatch(/^document\.(?:damaged|unsupported)$/u);
    const knotted = Buffer.from(whole);
    // Each sector of the table of sectors leads to the first.
    knotted.fill(0, whole.length - 512);
    expect(await endingOf(knotted)).toMatch(/^document\.(?:damaged|unsupported)$/u);
  });
});
