import { CFB, read, write } from '@e965/xlsx';
import type { BookType } from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sheetRows, workbookFile } from '../../../../tests/support/workbook-file.ts';
import { extractDocument } from '../extract.ts';
import { extractExcel } from './spreadsheet.ts';

async function ending(bytes: Buffer, fileName = 'file'): Promise<string> {
  return extractDocument({ bytes, fileName, onProgress: () => {} }).then(
    ({ mediaType }) => mediaType,
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
}

const withParts = (file: Buffer, change: (parts: Record<string, Uint8Array>) => void): Buffer => {
  const parts = unzipSync(file);
  change(parts);
  return Buffer.from(zipSync(parts));
};

describe('other forms of workbooks', () => {
  const source = workbookFile({
    formats: ['#,##0.00\\ "€"'],
    sheets: [
      {
        name: 'Été',
        rows: sheetRows([
          ['Nom', 'Prix'],
          ['Éléonore', [1_234.5, 1]],
          ['Œuvre', 12],
        ]),
        after: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
      },
      { name: 'Caché', state: 'hidden', rows: sheetRows([['La date de la fin', 1]]) },
    ],
  });
  const inForm = (bookType: BookType): Buffer => {
    const bytes: Uint8Array = write(read(source, { type: 'buffer', cellNF: true }), {
      type: 'buffer',
      bookType,
    });
    return Buffer.from(bytes);
  };

  it.each([
    ['biff8', 'application/vnd.ms-excel'],
    ['xlsb', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['xlsm', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ] as const)('%s says the same, whatever it is named', async (bookType, mediaType) => {
    const read = await extractDocument({ bytes: inForm(bookType), fileName: 'a.txt', onProgress: () => {} });
    expect(read.mediaType).toBe(mediaType);
    expect(read.text).toBe(
      'Été\n\n| Nom | Prix |\n| --- | --- |\n| Éléonore | 1 234,50 € |\n| Éléonore | 12 |\n\nCaché (masquée)\n\n| La date de la fin | 1 |',
    );
    expect(read.pages.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('refuses an old workbook with a password, and other old files', async () => {
    const container = CFB.read(inForm('biff8'), { type: 'buffer' });
    const stream = CFB.find(container, 'Workbook');
    const content = Buffer.from(stream.content);
    const start = 4 + content.readUInt16LE(2);
    // FilePass with RC4 ([MS-XLS] 2.4.117), right after the record that begins the stream.
    const lock = Buffer.alloc(4 + 54);
    lock.writeUInt16LE(0x2f, 0);
    lock.writeUInt16LE(54, 2);
    lock.writeUInt16LE(1, 4);
    lock.writeUInt16LE(1, 6);
    lock.writeUInt16LE(1, 8);
    stream.content = Buffer.concat([content.subarray(0, start), lock, content.subarray(start)]);
    const written: Uint8Array = CFB.write(container, { type: 'buffer' });
    expect(await ending(Buffer.from(written))).toBe('document.encrypted');

    // A letter with a sheet in it is a letter, here a broken one.
    const letter = CFB.utils.cfb_new();
    CFB.utils.cfb_add(letter, '/WordDocument', Buffer.alloc(5_000, 1));
    CFB.utils.cfb_add(letter, '/ObjectPool/_1/Workbook', Buffer.from(stream.content));
    expect(await ending(Buffer.from(CFB.write(letter, { type: 'buffer' })), 'a.xls')).toBe(
      'document.damaged',
    );
  });
});

describe('broken and hostile workbooks', () => {
  const file = workbookFile({
    sheets: [
      {
        name: 'One',
        rows: sheetRows([
          ['a', 'b'],
          [1, 2],
        ]),
      },
      {
        name: 'Two',
        rows: sheetRows([
          ['c', 'd'],
          [3, 4],
        ]),
      },
    ],
  });

  it('tells of sheets that are cut short or gone', async () => {
    const read = await extractExcel(
      withParts(file, parts => {
        parts['xl/worksheets/sheet2.xml'] = parts['xl/worksheets/sheet2.xml']!.subarray(0, 300);
      }),
    );
    expect(read.text).toContain('| 1 | 2 |');
    expect(read.warnings).toEqual([{ kind: 'damaged', unread: 1, total: 2, unit: 'files', places: ['Two'] }]);
    const without = await extractExcel(withParts(file, parts => delete parts['xl/worksheets/sheet2.xml']));
    expect(without.warnings).toMatchObject([{ kind: 'damaged', unread: 1, places: ['Two'] }]);
  });

  it('tells of sheets whose formulas nobody has computed', async () => {
    const formula = (value: string, type = ''): string => `<c r="B2"${type}><f>SUM(A1:A9)</f>${value}</c>`;
    const warnings = async (cell: string): Promise<unknown> => {
      const sheet = {
        name: 'Sums',
        rows: sheetRows([
          ['Item', 'Sum'],
          ['Bolt', cell],
        ]),
      };
      return (await extractExcel(workbookFile({ sheets: [sheet] }))).warnings;
    };
    const told = [{ kind: 'uncomputed', unread: 1, total: 1, unit: 'pages', places: ['Sums'] }];
    expect(await warnings(formula(''))).toEqual(told);
    expect(await warnings(formula('<v></v>'))).toEqual(told);
    expect(await warnings(formula('<v>7</v>'))).toEqual([]);
    expect(await warnings(formula('<v></v>', ' t="str"'))).toEqual([]);
  });

  it('refuses what is no workbook, a bomb, and one with nothing in it', async () => {
    expect(await ending(withParts(file, parts => delete parts['xl/workbook.xml']))).toBe('document.damaged');
    expect(await ending(file.subarray(0, file.length - 40))).toBe('document.damaged');
    const bomb = workbookFile({
      sheets: [{ name: 'B', rows: '<row><c><v>1</v></c></row>'.repeat(600_000) }],
    });
    expect(await ending(bomb)).toBe('document.too_large');
    expect(await ending(workbookFile({ sheets: [{ name: 'Empty', rows: '' }] }))).toBe('document.empty');
  });

  it('reads as much as fits in, and tells how much did not', async () => {
    const rows = Array.from(
      { length: 90_000 },
      (_, index) => `<row><c t="s"><v>0</v></c><c><v>${index}</v></c></row>`,
    );
    const read = await extractExcel(
      workbookFile({
        sheets: [{ name: 'Long', rows: rows.join('') }],
        strings: ['the text of the cell '.repeat(20)],
      }),
    );
    expect(read.text.length).toBeGreaterThan(17_000_000);
    const [warning] = read.warnings;
    expect(warning).toMatchObject({ kind: 'beyond_limit', unit: 'characters', places: ['Long'] });
    expect(warning?.unread).toBeGreaterThan(18_000_000);
    expect(warning?.total).toBe(read.text.length + (warning?.unread ?? 0));
  });
});
