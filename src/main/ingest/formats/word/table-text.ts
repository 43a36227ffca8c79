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
    if (block.kind === 'embedded') return '';
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

/** Tables that only place things on a page: one column, or headings, whole articles or documents in the cells. */
export function isLayout({ rows }: TableBlock): boolean {
  if (rows.every(({ cells }) => cells.length <= 1)) return true;
  return rows.some(({ cells }) =>
    cells.some(
      ({ blocks }) =>
        blocks.some(({ kind }) => kind === 'heading' || kind === 'embedded') ||
        cellText(blocks).length > MAX_CELL_CHARACTERS,
    ),
  );
}

/** How many pages start within a row: as many as in that of its cells in which most do. */
function pagesWithin({ cells }: Row): number {
  return Math.max(0, ...cells.map(({ blocks }) => cellText(blocks).split(PAGE_MARK).length - 1));
}

function below(rows: readonly Row[], row: number, { column, width }: Cell): Cell | undefined {
  const cell = rows[row]?.cells.find(candidate => candidate.column === column);
  return cell?.isContinued === true && cell.width === width ? cell : undefined;
}

/**
 * The rows as one would write them in HTML. Columns of the grid in which no cell starts are none: they come from rows
 * whose cells have other widths.
 */
function writtenRows(rows: readonly Row[]): WrittenRow[] {
  const starts = new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)));
  const columnsBetween = (start: number, end: number): number =>
    [...starts].filter(column => column >= start && column < end).length;
  const reached = new Set<Cell>();

  const written = (cell: Cell, row: number): WrittenCell => {
    let height = 1;
    for (let next = below(rows, row + 1, cell); next !== undefined; next = below(rows, row + height, cell)) {
      reached.add(next);
      height += 1;
    }
    return {
      text: cleanLine(cellText(cell.blocks).replaceAll(PAGE_MARK, '')),
      isHeader: false,
      columns: columnsBetween(cell.column, cell.column + cell.width),
      rows: height,
    };
  };

  return rows.map(({ isHead, cells }, row) => {
    const own = cells.filter(cell => !reached.has(cell)).map(cell => written(cell, row));
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
    waiting += own.reduce((sum, count) => sum + count, 0);
    if (cells.every(value => value === '')) return cells;
    const [first = '', ...others] = cells;
    const line = [`${PAGE_MARK.repeat(waiting)}${first}`, ...others];
    waiting = 0;
    return line;
  });
  return { titles, markdown: pipeTable(marked).replace(MARKED_ROW, '$1| ') };
}
