import { describe, expect, it } from 'vitest';
import { FILE_MAX_ROWS, tableFile, tableFileName, type FileColumn } from './table-file.ts';

type Row = { name: string; size: number; at: Date | null };

const columns: FileColumn<Row>[] = [
  { label: 'Nom', cell: ({ name }) => name },
  { label: 'Taille', fileLabel: 'Taille (ko)', cell: ({ size }) => size },
  { label: 'Vu', cell: ({ at }) => at },
  { label: 'Actions' },
];
const row = (name: string, size = 1, at: Date | null = null): Row => ({ name, size, at });
const nobody = () => undefined;

describe('a table as a file', () => {
  it('has the columns that say something, in the words shown, and every page', async () => {
    const told: number[] = [];
    async function* pages() {
      yield await Promise.resolve([row('Été', 1.5, new Date(2026, 11, 1, 8, 30)), row('=1+1', 2)]);
      yield await Promise.resolve([row('dit "oui"; non')]);
    }
    expect(await tableFile(columns, pages(), 'fr', rows => told.push(rows))).toEqual({
      content: [
        '\ufeff"Nom";"Taille (ko)";"Vu"',
        '"Été";1,5;2026-12-01 08:30',
        `"'=1+1";2;`,
        '"dit ""oui""; non";1;',
        '',
      ].join('\r\n'),
      rows: 3,
      cutOff: false,
    });
    expect(told).toEqual([2, 3]);
  });

  it('is parted as the language of the person has it', async () => {
    const { content } = await tableFile(columns, [[row('Summer', 1.5)]], 'en', nobody);
    expect(content).toContain('"Summer",1.5,\r\n');
  });

  it('ends where it would be too long for a page, says so, and asks for no more', async () => {
    let asked = 0;
    function* pages() {
      for (;;) {
        asked += 1;
        yield Array.from({ length: 20_000 }, () => row('a'));
      }
    }
    const { rows, cutOff, content } = await tableFile(columns, pages(), 'fr', nobody);
    expect({ rows, cutOff, asked }).toEqual({ rows: FILE_MAX_ROWS, cutOff: true, asked: 3 });
    expect(content.split('\r\n')).toHaveLength(FILE_MAX_ROWS + 2); // the head, and after the last line
  });

  it('fails when a page does', async () => {
    function* pages() {
      yield [row('a')];
      throw new Error('no more');
    }
    await expect(tableFile(columns, pages(), 'fr', nobody)).rejects.toThrow('no more');
  });

  it('is called like the table, in letters that every system takes', () => {
    const day = new Date(2026, 0, 9);
    expect(tableFileName('Clés d’API', day)).toBe('cles-d-api-2026-01-09.csv');
    expect(tableFileName('Documents', day)).toBe('documents-2026-01-09.csv');
  });
});
