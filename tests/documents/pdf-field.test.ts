import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createExtraction } from '#main/ingest/extraction.ts';
import type { PreparedDocument } from '#main/ingest/ports.ts';
import { brokenInvariants } from './invariants.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/field');
const isPresent = existsSync(FOLDER);
if (!isPresent) console.log(`tests/documents: PDFs of the field skipped, ${FOLDER} is not on this machine`);

describe.skipIf(!isPresent)('PDFs that failed elsewhere', () => {
  const extraction = createExtraction({ processes: 1 });
  afterAll(() => extraction.close());

  async function read(name: string): Promise<PreparedDocument> {
    const document = await extraction.prepare({
      path: join(FOLDER, name),
      fileName: name,
      signal: new AbortController().signal,
    });
    expect(brokenInvariants(document, document.passages)).toEqual([]);
    expect(document.warnings).toEqual([]);
    return document;
  }

  const pagesOf = ({ text, pages }: PreparedDocument): string[] =>
    pages.map(({ start, end }) => text.slice(start, end));

  it('merged invoices keep the number, the total and the due date of each', async () => {
    const pages = pagesOf(await read('merged-invoices.pdf'));
    expect(pages.map(page => /F-2024-01\d\d/u.exec(page)?.[0])).toEqual(
      ['17', '18', '19', '20', '21', '22'].map(number => `F-2024-01${number}`),
    );
    expect(pages.map(page => /Total due: ([\d.]+) EUR/u.exec(page)?.[1])).toEqual([
      '1250.10',
      '1287.11',
      '1324.12',
      '1361.13',
      '1398.14',
      '1435.15',
    ]);
    expect(pages.map(page => /Payable before (\d+) April 2024/u.exec(page)?.[1])).toEqual([
      '10',
      '11',
      '12',
      '13',
      '14',
      '15',
    ]);
  });

  it('a ledger keeps every row, in one table over its pages', async () => {
    const document = await read('numeric-ledger.pdf');
    const rows = [...document.text.matchAll(/^\| (1\d{3}) \| [\d/]{10} \| [\d,]+ \|$/gmu)].map(
      match => match[1],
    );
    expect(rows).toEqual(Array.from({ length: 180 }, (_, index) => String(1000 + index)));
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['table']);
    expect(pagesOf(document).map(page => /\d{4}/u.exec(page)?.[0])).toEqual([
      '1000',
      '1036',
      '1072',
      '1108',
      '1144',
    ]);
  });

  it('a filled form has its values, beside their labels', async () => {
    const { text } = await read('filled-form.pdf');
    for (const line of [
      'Name of the boat: Albatross',
      'Length in metres: 11.4',
      'Owner: Ottilie Brandt',
      'Insurance policy number: HX-55821',
    ])
      expect(text).toContain(line);
  });

  it('letters set apart are words', async () => {
    const { text } = await read('letter-spaced.pdf');
    expect(text.match(/MOORING TARIFF/gu)).toHaveLength(7);
  });
});
