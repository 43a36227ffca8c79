import { describe, expect, it } from 'vitest';
import {
  bareRange,
  innerLines,
  isRowMarked,
  listItems,
  piecesOf,
  tableOf,
  type Range,
} from './sheet-layout.ts';

const OFFSET = 1_000; // blocks rarely begin at the start of the text

function block(kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code' | 'quote', text: string) {
  return { kind, level: null, start: OFFSET, end: OFFSET + text.length, text };
}

describe('sheet layout', () => {
  it('cuts a paragraph where the highlight begins and ends', () => {
    const given = block('paragraph', 'Un jour. Quatre jours. Trois jours.');
    const highlight = { start: OFFSET + 9, end: OFFSET + 22 };
    expect(piecesOf(given, given, highlight)).toEqual([
      { text: 'Un jour. ', marked: false },
      { text: 'Quatre jours.', marked: true },
      { text: ' Trois jours.', marked: false },
    ]);
  });

  it('marks the end of one block and the start of the next for a passage over both', () => {
    const given = block('paragraph', 'Quatre jours.');
    expect(piecesOf(given, given, { start: OFFSET - 50, end: OFFSET + 6 })).toEqual([
      { text: 'Quatre', marked: true },
      { text: ' jours.', marked: false },
    ]);
    expect(piecesOf(given, given, { start: 0, end: OFFSET })).toEqual([
      { text: 'Quatre jours.', marked: false },
    ]);
    expect(piecesOf(given, given, null)).toEqual([{ text: 'Quatre jours.', marked: false }]);
  });

  const read = (given: ReturnType<typeof block>) => (range: Range) =>
    given.text.slice(range.start - OFFSET, range.end - OFFSET);

  it('leaves out the marks of a heading', () => {
    const given = block('heading', '## Article 17. Absences');
    expect(read(given)(bareRange(given))).toBe('Article 17. Absences');
  });

  it('finds items, their depth and their numbers', () => {
    const given = block('list', '- Mariage\n  suite\n  1. Quatre jours\n  2. Un jour');
    expect(listItems(given).map(item => [item.depth, item.marker, read(given)(item)])).toEqual([
      [0, '•', 'Mariage\n  suite'],
      [1, '1.', 'Quatre jours'],
      [1, '2.', 'Un jour'],
    ]);
  });

  it('reads pipe rows as cells, with escaped pipes inside', () => {
    const given = block('table', '| Cas | Jours |\n|---|---|\n| Mariage | 4 |\n| a \\| b |  |');
    const { head, rows } = tableOf(given);
    expect(head?.map(read(given))).toEqual(['Cas', 'Jours']);
    expect(rows.map(row => row.map(read(given)))).toEqual([
      ['Mariage', '4'],
      ['a \\| b', ''],
    ]);
  });

  it('reads a table without rule or outer pipes', () => {
    const given = block('table', 'Mariage | 4\nPACS | 4');
    expect(tableOf(given).rows.map(row => row.map(read(given)))).toEqual([
      ['Mariage', '4'],
      ['PACS', '4'],
    ]);
  });

  it('knows the row that a highlight covers, and not the one it only touches', () => {
    const given = block('table', '| Cas | Jours |\n|---|---|\n| Mariage | 4 |\n| PACS |  |');
    const [first = [], second = []] = tableOf(given).rows;
    const covers = (words: string) => {
      const start = OFFSET + given.text.indexOf(words);
      return { start, end: start + words.length };
    };
    expect(isRowMarked(first, covers('| Mariage | 4 |'))).toBe(true);
    expect(isRowMarked(first, covers('Mariage'))).toBe(false);
    expect(isRowMarked(second, covers('| PACS |  |'))).toBe(true);
    expect(isRowMarked(second, covers('| Mariage | 4 |'))).toBe(false);
    expect(isRowMarked([], covers('Mariage'))).toBe(false);
  });

  it('leaves out fences and quotation marks', () => {
    const code = block('code', '```js\nlet a;\n```');
    expect(innerLines(code).map(read(code))).toEqual(['let a;']);
    const quote = block('quote', '> Un\n> deux');
    expect(innerLines(quote).map(read(quote))).toEqual(['Un', 'deux']);
  });
});
