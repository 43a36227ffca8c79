import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { sheetRows, workbookFile } from '../../../../tests/support/workbook-file.ts';
import type { WorkbookFile, WorkbookSheet } from '../../../../tests/support/workbook-file.ts';
import { chunkDocument } from '../chunker.ts';
import type { ExtractedDocument } from '../ports.ts';
import { extractExcel } from './spreadsheet.ts';

type Rows = Parameters<typeof sheetRows>[0];

async function readRows(
  rows: Rows,
  more: Partial<WorkbookSheet & WorkbookFile> = {},
): Promise<ExtractedDocument> {
  const { after, relations, name = 'Sheet1', ...file } = more;
  const sheet = { name, rows: sheetRows(rows), ...(after && { after }), ...(relations && { relations }) };
  return extractExcel(workbookFile({ ...file, sheets: [sheet] }));
}

/** The text below the name of the sheet. */
async function textOf(...given: Parameters<typeof readRows>): Promise<string> {
  const document = await readRows(...given);
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document.text.slice(document.text.indexOf('\n\n') + 2);
}

const withParts = (file: Buffer, change: (parts: Record<string, Uint8Array>) => void): Buffer => {
  const parts = unzipSync(file);
  change(parts);
  return Buffer.from(zipSync(parts));
};

describe('sheets are pages', () => {
  it('begins each with its name, hidden ones marked, empty ones left out', async () => {
    const sheet = (name: string, text: string | null, state?: 'hidden' | 'veryHidden'): WorkbookSheet => ({
      name,
      rows: sheetRows([[text]]),
      ...(state && { state }),
    });
    const read = async (words: string) =>
      extractExcel(
        workbookFile({
          sheets: [
            sheet('Un', words),
            sheet('Vide', null),
            sheet('Deux', 'b', 'hidden'),
            sheet('Trois', 'c', 'veryHidden'),
          ],
        }),
      );
    const french = await read('Le loyer de la maison est dû par les locataires');
    expect(
      french.blocks.filter(({ level }) => level === 1).map(({ start, end }) => french.text.slice(start, end)),
    ).toEqual(['Un', 'Deux (masquée)', 'Trois (masquée)']);
    expect(
      french.pages.map(({ number, start, end }) => [number, french.text.slice(start, end).trim()]),
    ).toEqual([
      [1, 'Un\n\nLe loyer de la maison est dû par les locataires'],
      [3, 'Deux (masquée)\n\nb'],
      [4, 'Trois (masquée)\n\nc'],
    ]);
    // A sheet is one of several.
    expect(french.heading).toBeNull();
    expect((await read('The rent of the house is due by the tenants')).text).toContain('Deux (hidden)');
  });

  it('gives passages from the middle of a table its header row and the name of the sheet', async () => {
    const rows: Rows = [
      ['Name', 'Amount of the rent'],
      ...Array.from({ length: 400 }, (_, index): [string, number] => [`Tenant number ${index}`, index * 10]),
    ];
    const document = await readRows(rows, { name: 'Rents' });
    const passages = chunkDocument(document);
    expect(passages.length).toBeGreaterThan(5);
    for (const { heading, tableHeader, page } of passages.slice(1))
      expect([heading, tableHeader, page]).toEqual(['Rents', '| Name | Amount of the rent |', 1]);
  });
});

describe('cells are read as they are shown', () => {
  const FRENCH = 'Les montants de la location sont dus par les locataires';
  const ENGLISH = 'The amounts of the rent are due by the tenants';
  const EUROS = '_-* #,##0.00\\ [$€-40C]_-;\\-* #,##0.00\\ [$€-40C]_-;_-* "-"??\\ [$€-40C]_-;_-@_-';

  it.each([
    ['14', 45_000, '15/03/2023', '2023-03-15'],
    ['22', 45_000.75, '15/03/2023 18:00', '2023-03-15 18:00'],
    ['[$-40C]d\\ mmmm\\ yyyy', 45_000, '15 mars 2023', '15 mars 2023'],
    ['[$-409]d\\-mmm\\-yyyy;@', 45_000, '15-Mar-2023', '15-Mar-2023'],
    ['dddd d mmmm yyyy', 45_000, 'mercredi 15 mars 2023', 'Wednesday 15 March 2023'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 45_000, 'mercredi 15 mars 2023', 'Wednesday, March 15, 2023'],
    ['yyyy\\-mm\\-dd', 45_000, '2023-03-15', '2023-03-15'],
    ['[h]:mm', 1.75, '42:00', '42:00'],
    ['#,##0.00\\ "€"', 1_234.5, '1 234,50 €', '1,234.50 €'],
    [EUROS, -1_234.5, '-1 234,50 €', '-1,234.50 €'],
    ['0.0%', 0.125, '12,5%', '12.5%'],
    ['0#\\ ##\\ ##\\ ##\\ ##', 612_345_678, '06 12 34 56 78', '06 12 34 56 78'],
    ['00000', 1_000, '01000', '01000'],
    ['37', -1_234, '(1 234)', '(1,234)'],
    ['# ?/?', 0.5, '1/2', '1/2'],
    [';;;', 7, '7', '7'],
    ['General', 0.1 + 0.2, '0,3', '0.3'],
    ['General', 1_234_567_890_123_451, '1234567890123451', '1234567890123451'],
    ['General', 12_345_678_901_234_567_000, '12345678901234567000', '12345678901234567000'],
  ])('%s of %s', async (format, value, french, english) => {
    const shown = async (words: string): Promise<string> =>
      (await textOf([[words], [words, [value, 1]]], { formats: [format] })).split('|').at(-2)?.trim() ?? '';
    expect(await shown(FRENCH)).toBe(french);
    expect(await shown(ENGLISH)).toBe(english);
  });

  it('counts days from 1904 where the file does', async () => {
    const rows: Rows = [
      ['Day', 'Word'],
      [[43_538, 1], 'x'],
    ];
    expect(await textOf(rows, { formats: ['yyyy\\-mm\\-dd'], is1904: true })).toContain('| 2023-03-15 | x |');
  });

  it('reads the values of formulas, errors, truth, rich text and text in the cell', async () => {
    const text = await textOf(
      [
        ['Kind', 'Value'],
        ['sum', '<c r="B2"><f>SUM(A1:A9)</f><v>12.5</v></c>'],
        ['words', '<c r="B3" t="str"><f>CONCAT("a";"b")</f><v>a &amp; b</v></c>'],
        ['error', '<c r="B4" t="e"><f>Z1</f><v>#REF!</v></c>'],
        ['truth', '<c r="B5" t="b"><v>1</v></c>'],
        ['rich', '<c r="B6" t="s"><v>0</v></c>'],
        ['pipe', 'a|b\nc'],
      ],
      {
        strings: [
          '<r><t xml:space="preserve">one </t></r><r><rPr><b/></rPr><t>two</t></r><rPh sb="0" eb="1"><t>sound</t></rPh>',
        ],
      },
    );
    expect(text.split('\n').slice(2)).toEqual([
      '| sum | 12.5 |',
      '| words | a & b |',
      '| error | #REF! |',
      '| truth | TRUE |',
      '| rich | one two |',
      '| pipe | a\\|b c |',
    ]);
  });

  it('keeps the address of a link beside words that do not say it', async () => {
    const link = (id: string, target: string) => ({ id, kind: 'hyperlink', target, isExternal: true });
    const text = await textOf(
      [
        ['Who', 'Where'],
        ['Alice', 'write'],
        ['Bob', 'bob@example.org'],
        ['Carl', 'site'],
      ],
      {
        after:
          '<hyperlinks><hyperlink ref="B2" r:id="a"/><hyperlink ref="B3" r:id="b"/><hyperlink ref="B4" r:id="c"/><hyperlink ref="A4" location="Sheet1!A1"/></hyperlinks>',
        relations: [
          link('a', 'mailto:alice@example.org'),
          link('b', 'mailto:bob@example.org'),
          link('c', 'https://example.org/prices'),
        ],
      },
    );
    expect(text).toContain('| Alice | write (alice@example.org) |');
    expect(text).toContain('| Bob | bob@example.org |');
    expect(text).toContain('| Carl | site (https://example.org/prices) |');
  });

  it('reads files whose elements have a prefix', async () => {
    const file = withParts(
      workbookFile({
        sheets: [
          {
            name: 'S',
            rows: sheetRows([
              ['a', 'b'],
              [1, 2],
            ]),
          },
        ],
      }),
      parts => {
        const name = 'xl/worksheets/sheet1.xml';
        const xml = Buffer.from(parts[name]!).toString().replace('xmlns="', 'xmlns:x="');
        parts[name] = Buffer.from(xml.replaceAll(/<(\/?)(worksheet|sheetData|row|c|v|is|t)\b/g, '<$1x:$2'));
      },
    );
    expect((await extractExcel(file)).text).toContain('| a | b |\n| --- | --- |\n| 1 | 2 |');
  });
});

describe('tables of a sheet', () => {
  it('repeats merged cells, and makes one header of two rows', async () => {
    const text = await textOf(
      [
        ['Basin', null, 'Winter', null, 'Summer', null],
        [null, null, 'Boats', 'Fee', 'Boats', 'Fee'],
        ['North', 'a', 1, 2, 3, 4],
        [null, 'b', 5, 6, 7, 8],
      ],
      {
        after:
          '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="C1:D1"/><mergeCell ref="E1:F1"/><mergeCell ref="A3:A4"/></mergeCells>',
      },
    );
    expect(text.split('\n')).toEqual([
      '| Basin |  | Winter / Boats | Winter / Fee | Summer / Boats | Summer / Fee |',
      '| --- | --- | --- | --- | --- | --- |',
      '| North | a | 1 | 2 | 3 | 4 |',
      '| North | b | 5 | 6 | 7 | 8 |',
    ]);
  });

  it('keeps tables apart that empty rows separate, each with its title and header', async () => {
    const document = await readRows([
      null,
      [null, 'Prices'],
      null,
      [null, 'Item', 'Price'],
      [null, 'Bolt', 2],
      null,
      [null, 'Nut', 3],
      null,
      ['Contacts'],
      ['Name', 'City', 'Since'],
      ['Alice', 'Lyon', 2_019],
      null,
      ['Written by hand.'],
    ]);
    expect(document.text).toBe(
      'Sheet1\n\nPrices\n\n| Item | Price |\n| --- | --- |\n| Bolt | 2 |\n| Nut | 3 |\n\n' +
        'Contacts\n\n| Name | City | Since |\n| --- | --- | --- |\n| Alice | Lyon | 2019 |\n\nWritten by hand.',
    );
    expect(document.blocks.map(({ kind, level }) => (level === null ? kind : `${kind} ${level}`))).toEqual([
      'heading 1',
      'heading 2',
      'table',
      'heading 2',
      'table',
      'paragraph',
    ]);
  });

  it('finds the header below lines that say what the table is, and takes no values for one', async () => {
    expect(
      await textOf([
        ['Client:', 'Dupont'],
        ['Year', 2_023],
        ['Item', 'Unit', 'Price', 'Stock', 'Place'],
        ['Bolt', 'kg', 2, 3, 'A'],
      ]),
    ).toBe(
      'Client: Dupont\n\nYear: 2023\n\n| Item | Unit | Price | Stock | Place |\n| --- | --- | --- | --- | --- |\n| Bolt | kg | 2 | 3 | A |',
    );
    expect(
      await textOf([
        ['Bolt', 2],
        ['Nut', 3],
      ]),
    ).toBe('| Bolt | 2 |\n| Nut | 3 |');
    expect(
      await textOf([
        ['Item', 2_021, 2_022],
        ['Bolt', 5, 6],
      ]),
    ).toContain('| Item | 2021 | 2022 |\n| --- |');
  });

  it('cuts a table that is too wide for its header into pieces, each with the first column', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `A rather long name of column ${index}`);
    const text = await textOf([
      ['Item', ...names],
      ['Bolt', ...names.map((_, index) => index)],
    ]);
    const headers = text.split('\n').filter(line => line.includes('rather long'));
    expect(headers.length).toBeGreaterThan(1);
    for (const header of headers) {
      expect(header).toMatch(/^\| Item \| /);
      expect(header.length).toBeLessThanOrEqual(600);
    }
    expect(text).toMatch(/\| Item \|[^\n]* column 23 \|\n[^\n]*\n\| Bolt \|[^\n]* 23 \|/);
  });

  it('reads notes with where they stand, and what charts are called', async () => {
    const relation = (kind: string, target: string): string =>
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
    const others = {
      'xl/comments1.xml':
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Jean Petit</author></authors><commentList><comment ref="B3" authorId="0"><text><r><t>Jean Petit:</t></r><r><t xml:space="preserve">\nto be seen again</t></r></text></comment></commentList></comments>',
      'xl/drawings/drawing1.xml': '<x/>',
      'xl/drawings/_rels/drawing1.xml.rels': relation('chart', '../charts/chart1.xml'),
      'xl/charts/chart1.xml':
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales by </a:t></a:r><a:r><a:t>month</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>',
    };
    const text = await textOf([['Item', 'Price'], ['Bolt', 2], ['Nut', 3], null, ['The end.']], {
      others,
      relations: [
        { id: 'c', kind: 'comments', target: '../comments1.xml' },
        { id: 'd', kind: 'drawing', target: '../drawings/drawing1.xml' },
      ],
    });
    expect(text).toContain(
      '| Nut | 3 |\n\nComment (B3, Nut, Price: 3), Jean Petit: to be seen again\n\nThe end.',
    );
    expect(text).toContain('Chart: Sales by month');
  });
});
