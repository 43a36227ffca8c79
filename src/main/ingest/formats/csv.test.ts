import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../../tests/documents/invariants.ts';
import { chunkDocument } from '../chunker.ts';
import { extractDocument } from '../extract.ts';
import { MAX_SHEETS_CELLS } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';

async function read(content: string | Buffer, fileName = 'table.csv'): Promise<ExtractedDocument> {
  const document = await extractDocument({ bytes: Buffer.from(content), fileName, onProgress: () => {} });
  expect(document.mediaType).toBe('text/csv');
  return document;
}

async function textOf(content: string | Buffer, fileName?: string): Promise<string> {
  const document = await read(content, fileName);
  expect(brokenInvariants(document, chunkDocument(document))).toEqual([]);
  return document.text;
}

describe('extractCsv', () => {
  it.each([',', ';', '\t', '|'])('reads cells that %j parts', async separator => {
    const rows = [
      ['Name', 'Price', 'Note'],
      ['Bolt', '12.50', '"say ""hi"""'],
      ['Nut', '3.20', '"two\nlines"'],
      ['Pin', '1.00', ''],
    ];
    expect(await textOf(rows.map(cells => cells.join(separator)).join('\r\n'))).toBe(
      '| Name | Price | Note |\n| --- | --- | --- |\n| Bolt | 12.50 | say "hi" |\n| Nut | 3.20 | two lines |\n| Pin | 1.00 |  |',
    );
  });

  it('takes decimal commas for what they are, in the encodings of Excel', async () => {
    const table = 'Désignation;Prix TTC;Quantité\r\nÉcrou;12,50;3\r\nVis à œil;1 240,00 €;12\r\n';
    const expected =
      '| Désignation | Prix TTC | Quantité |\n| --- | --- | --- |\n| Écrou | 12,50 | 3 |\n| Vis à œil | 1 240,00 € | 12 |';
    for (const encoding of ['windows-1252', 'utf-8', 'utf-16le']) {
      const bytes = iconv.encode(table, encoding, { addBOM: encoding.startsWith('utf') });
      expect(await textOf(Buffer.from(bytes))).toBe(expected);
    }
  });

  it('follows the line that names the separator, even one the head does not show', async () => {
    expect(await textOf('sep=|\r\na, b|c, d\r\n1|2', 'x.txt')).toBe(
      '| a, b | c, d |\n| --- | --- |\n| 1 | 2 |',
    );
  });

  it('keeps titles above the header, whose columns it names in every passage', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => `Tenant ${index};${index * 7}`);
    const document = await read(['Rents of the year;', '', 'Name;Rent', ...rows].join('\n'));
    expect(document.text).toMatch(
      /^Rents of the year\n\n\| Name \| Rent \|\n\| --- \| --- \|\n\| Tenant 0 \| 0 \|/,
    );
    const passages = chunkDocument(document);
    expect(passages.length).toBeGreaterThan(3);
    for (const { tableHeader } of passages.slice(1)) expect(tableHeader).toBe('| Name | Rent |');
  });

  it('keeps every cell of uneven rows, and calls no values names', async () => {
    expect(await textOf('1,2,3\r\na,b,c,d\r\na,b,c,d\r\n')).toBe(
      '| 1 | 2 | 3 |  |\n| a | b | c | d |\n| a | b | c | d |',
    );
    expect(await textOf('a,b\n"open,1\n2,3\n')).toContain('"open');
  });

  it('reads as many rows as fit in, and tells how much did not', async () => {
    const row = `${'1,'.repeat(19)}1\n`;
    const rows = MAX_SHEETS_CELLS / 20 + 1_000;
    const { text, warnings } = await read(row.repeat(rows));
    expect(text.split('\n').length).toBe(MAX_SHEETS_CELLS / 20);
    expect(warnings).toEqual([
      {
        kind: 'beyond_limit',
        unread: 1_000 * row.length,
        total: text.length + 1_000 * row.length,
        unit: 'characters',
        places: [],
      },
    ]);
  });
});
