import { read, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import {
  agileOffice,
  lockedOldWorkbook,
  lockedOpenDocument,
  lockedPdf,
  lockedZip,
  standardOffice,
} from '../../../../tests/support/locked-files.ts';
import { openDocumentFile } from '../../../../tests/support/open-document-file.ts';
import { slidesFile, titleShape } from '../../../../tests/support/slides-file.ts';
import { paragraph, run, wordFile } from '../../../../tests/support/word-file.ts';
import { openDocumentSheet, sheetRows, workbookFile } from '../../../../tests/support/workbook-file.ts';
import { extractDocument, tryPassword } from '../extract.ts';

const PASSWORD = 'clé d’été 2024';
const WORDS = 'Le bail commence le premier mars.';

const word = wordFile(paragraph(run(WORDS)));
const workbook = workbookFile({
  sheets: [
    {
      name: 'Baux',
      rows: sheetRows([
        [WORDS, 'Loyer'],
        ['Nord', 900],
      ]),
    },
  ],
});
/** Longer than a segment of an encrypted package, and than a block of RC4. */
const longWorkbook = workbookFile({
  sheets: [
    { name: 'Baux', rows: sheetRows(Array.from({ length: 400 }, (_, row) => [`${WORDS} ${row}`, row])) },
    { name: 'Nord', rows: sheetRows([['Le dernier mot', 1]]) },
  ],
});
const oldWorkbook = Buffer.from(
  write(read(longWorkbook, { type: 'buffer' }), { type: 'buffer', bookType: 'biff8' }),
);
const slides = slidesFile([{ shapes: titleShape(WORDS) }]);
const text = openDocumentFile('text', `<text:p>${WORDS}</text:p>`, { title: 'Bail' });
const cell = `<table:table-cell office:value-type="string"><text:p>${WORDS}</text:p></table:table-cell>`;
const sheet = openDocumentSheet(
  `<table:table table:name="T"><table:table-row>${cell}</table:table-row></table:table>`,
);

async function ending(bytes: Buffer, password: string | null): Promise<unknown> {
  return extractDocument({ bytes, fileName: 'fichier', password, onProgress: () => undefined }).then(
    ({ text: found, lock }) => `${lock}${found.includes(WORDS) ? '' : ' without its words'}`,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

async function trial(bytes: Buffer, password: string): Promise<unknown> {
  return tryPassword({ bytes, fileName: 'fichier', password }).then(
    () => 'opened',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

const zip = (way: Parameters<typeof lockedZip>[1]): Buffer =>
  lockedZip([{ name: 'bail.txt', content: WORDS, password: PASSWORD }], way);

describe('a file with a password', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string?]>([
    ['a PDF in RC4 of 128 bits', () => lockedPdf([WORDS], 'secret', '1.4'), 'secret'],
    ['a PDF in AES of 128 bits', () => lockedPdf([WORDS], 'secret', '1.7'), 'secret'],
    ['a PDF in AES of 256 bits', () => lockedPdf([WORDS], PASSWORD, '1.7ext3')],
    ['an archive in the classic way', () => zip('classic')],
    ['an archive in AES of 128 bits', () => zip('aes128')],
    ['an archive in AES of 256 bits', () => zip('aes256')],
    ['an archive in AES that keeps checksums', () => zip('aes256v1')],
    ['Word, agile', () => agileOffice(word, PASSWORD)],
    ['Excel, agile', () => agileOffice(longWorkbook, PASSWORD)],
    ['PowerPoint, agile', () => agileOffice(slides, PASSWORD)],
    ['PowerPoint, standard', () => standardOffice(slides, PASSWORD)],
    ['Word, standard', () => standardOffice(word, PASSWORD)],
    ['Excel 97, 40 bits', () => lockedOldWorkbook(oldWorkbook, PASSWORD, 'short')],
    ['Excel 97, CryptoAPI', () => lockedOldWorkbook(oldWorkbook, PASSWORD, 'long')],
    ['OpenDocument text', () => lockedOpenDocument(text, PASSWORD)],
    ['OpenDocument sheet', () => lockedOpenDocument(sheet, PASSWORD)],
  ])(
    '%s is read with it, asks for it, and is told apart from one that is wrong',
    async (_, make, password = PASSWORD) => {
      const bytes = await make();
      expect(await ending(bytes, null)).toBe('document.encrypted');
      expect(await ending(bytes, `${password}!`)).toBe('document.wrong_password');
      expect(await ending(bytes, password)).toBe('opened');
      expect(await trial(bytes, `${password}!`)).toBe('document.wrong_password');
      expect(await trial(bytes, password)).toBe('opened');
    },
  );

  it('is read whole, to its last word', async () => {
    for (const bytes of [
      agileOffice(longWorkbook, PASSWORD),
      lockedOldWorkbook(oldWorkbook, PASSWORD, 'short'),
      lockedOldWorkbook(oldWorkbook, PASSWORD, 'long'),
    ]) {
      const { text: found } = await extractDocument({
        bytes,
        fileName: 'x',
        password: PASSWORD,
        onProgress: () => undefined,
      });
      expect(found).toContain(`${WORDS} 399`);
      expect(found).toContain('Le dernier mot');
    }
  });

  it('that Excel opens without asking is read without one', async () => {
    expect(await ending(agileOffice(workbook, 'VelvetSweatshop'), null)).toBe('null');
    expect(await ending(lockedOldWorkbook(oldWorkbook, 'VelvetSweatshop', 'long'), null)).toBe('null');
  });

  it('within another is read with the password of the whole; what stays locked is told', async () => {
    const [pdf, other] = [await lockedPdf([WORDS], 'secret'), agileOffice(word, 'another')];
    const archive = lockedZip([
      { name: 'bail.pdf', content: pdf, password: null },
      { name: 'autre.docx', content: other, password: null },
      { name: 'note.txt', content: 'Une note.', password: null },
    ]);
    const readWith = (password: string | null) =>
      extractDocument({ bytes: archive, fileName: 'a.zip', password, onProgress: () => undefined });
    const closed = await readWith(null);
    expect(closed).toMatchObject({ lock: 'closed', warnings: [{ kind: 'attachments', unread: 2 }] });
    const opened = await readWith('secret');
    expect(opened).toMatchObject({ lock: 'opened', warnings: [{ places: ['autre.docx'] }] });
    expect(opened.text).toContain(WORDS);
    expect(await trial(archive, 'secret')).toBe('opened');
    expect(await trial(archive, 'wrong')).toBe('document.wrong_password');
  });

  it('that was written with the accents of an old code page is opened all the same', async () => {
    const bytes = lockedZip([{ name: 'a.txt', content: WORDS, password: 'été' }], 'classic', 'latin1');
    expect(await ending(bytes, 'été')).toBe('opened');
  });

  it('says of what no password opens that it is protected otherwise', async () => {
    const locked = lockedOpenDocument(text, PASSWORD).toString('latin1');
    const blowfish = Buffer.from(
      locked.replaceAll('http://www.w3.org/2001/04/xmlenc#aes256-cbc', 'Blowfish CFB'.padEnd(43)),
      'latin1',
    );
    expect(await ending(blowfish, null)).toBe('document.protected');
    const whole = openDocumentFile('text', '', { others: { 'encrypted-package': Buffer.from('x') } });
    expect(await ending(whole, PASSWORD)).toBe('document.protected');
  });
});
