import { cleanLine } from '../../clean-text.ts';
import { pipeTable } from '../html-table.ts';
import { layOut } from '../table-grid.ts';
import type { WrittenCell, WrittenRow } from '../table-grid.ts';
import { PAGE_MARK } from './content.ts';
import type { Block, Cell, Row, TableBlock } from './content.ts';

/** A cell longer than this is a column of a page, not a value. */
const MAX_CELL_CHARACTERS = 2_000;
/** A page that starts within the first cell of a row starts before the row. */
const MARKED_ROW = new RegExp(`^\\| (${PAGE_MARK}+)`, 'gmu');

/** The text of a cell in one line; a table within keeps its rows apart: `a, b; c, d`. */
function cellText(blocks: readonly Block[]): string {
  const texts = blocks.map(block => {
    if (block.kind === 'embedded' || block.kind === 'picture') return '';
    if (block.kind !== 'table') return block.text;
    const rows = block.rows.map(({ cells }) =>
      cells
        .map(cell => cellText(cell.blocks))
        .filter(text => text !== '')
        .join(', '),
    );
    return rows.filter(row => row !== '').join('; ');
  });
  return cleanLine(texts.join(' '));
}

/** Whether a cell holds a piece of a page: a document, an article, a heading that is not the name of a column. */
function isPieceOfPage({ blocks }: Cell, isFirstRow: boolean): boolean {
  const namesColumn = isFirstRow && blocks.length === 1;
  return (
    blocks.some(({ kind }) => kind === 'embedded' || (kind === 'heading' && !namesColumn)) ||
    cellText(blocks).length > MAX_CELL_CHARACTERS
  );
}

/** Tables that only place things on a page: one column, or pieces of a page in the cells. */
export function isLayout({ rows }: TableBlock): boolean {
  if (rows.every(({ cells }) => cells.length <= 1)) return true;
  return rows.some(({ cells }, row) => cells.some(cell => isPieceOfPage(cell, row === 0 && rows.length > 1)));
}

/** How many pages start within a row: as many as in that of its cells in which most do. */
function pagesWithin({ cells }: Row): number {
  return cells.reduce((most, { blocks }) => Math.max(most, cellText(blocks).split(PAGE_MARK).length - 1), 0);
}

/** How many of the sorted `values` are below `limit`. */
function countBelow(values: readonly number[], limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each cell, the number of rows it covers; cells that go on with one above cover none. */
function heightsOf(rows: readonly Row[]): ReadonlyMap<Cell, number> {
  const heights = new Map<Cell, number>();
  let above = new Map<number, Cell>();
  for (const { cells } of rows) {
    const here = new Map<number, Cell>();
    for (const cell of cells) {
      const first = cell.isContinued ? above.get(cell.column) : undefined;
      const goesOn = first?.width === cell.width;
      if (first !== undefined && goesOn) heights.set(first, (heights.get(first) ?? 1) + 1);
      heights.set(cell, first !== undefined && goesOn ? 0 : 1);
      here.set(cell.column, first !== undefined && goesOn ? first : cell);
    }
    above = here;
  }
  return heights;
}

/**
 * The rows as one would write them in HTML. Columns of the grid in which no cell starts are none: they come from rows
 * whose cells have other widths.
 */
function writtenRows(rows: readonly Row[]): WrittenRow[] {
  const starts = new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)));
  const columns = [...starts].toSorted((one, two) => one - two);
  const columnsBetween = (start: number, end: number): number =>
    countBelow(columns, end) - countBelow(columns, start);
  const heights = heightsOf(rows);

  return rows.map(({ isHead, cells }) => {
    const own = cells.flatMap((cell): WrittenCell[] => {
      const height = heights.get(cell) ?? 1;
      if (height === 0) return [];
      return [
        {
          text: cleanLine(cellText(cell.blocks).replaceAll(PAGE_MARK, '')),
          isHeader: false,
          columns: columnsBetween(cell.column, cell.column + cell.width),
          rows: height,
        },
      ];
    });
    const indent = columnsBetween(0, cells[0]?.column ?? 0);
    const blank = { text: '', isHeader: false, columns: indent, rows: 1 };
    return { cells: indent === 0 ? own : [blank, ...own], group: 0, isHead };
  });
}

/** What stands above the columns over the whole width, and the table as Markdown; a page starts before its row. */
export function tableText({ rows }: TableBlock): { titles: string[]; markdown: string } {
  const { titles, rows: values } = layOut(writtenRows(rows));
  // Titles and rows of the head come first and are fewer in the end; below them each row is one.
  const headRows = rows.length - Math.max(0, values.length - 1);
  const pages = rows.map(pagesWithin);
  let waiting = 0;
  const marked = values.map((cells, at) => {
    const own = at === 0 ? pages.slice(0, headRows) : [pages[headRows + at - 1] ?? 0];
    waiting = own.reduce((sum, count) => sum + count, waiting);
    if (cells.every(value => value === '')) return cells;
    const [first = '', ...others] = cells;
    const line = [`${PAGE_MARK.repeat(waiting)}${first}`, ...others];
    waiting = 0;
    return line;
  });
  return { titles, markdown: pipeTable(marked).replace(MARKED_ROW, '$1| ') };
}
