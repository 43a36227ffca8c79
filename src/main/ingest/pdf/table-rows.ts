import { pipeTable } from '../formats/html-table.ts';
import type { Line } from './page-lines.ts';

const MIN_ROWS = 2;
const MAX_COLUMNS = 24;
/** Rows of a table lie closer than this many sizes; more is a new one. */
const MAX_ROW_GAP = 4;

/** A stretch of a line, in points from the left. */
type Column = { left: number; right: number };

export type TableShape = { columns: Column[] };

/** Whether two tables have the same columns, one under the other: a table over two pages. */
export function isSameTable(one: TableShape, two: TableShape): boolean {
  return (
    one.columns.length === two.columns.length &&
    one.columns.every((column, index) => {
      const other = two.columns[index];
      return other !== undefined && overlaps(column, other);
    })
  );
}

function overlaps(column: Column, run: Column): boolean {
  return run.left < column.right && run.right > column.left;
}

/** Columns as the stretches that cells cover one above the other. */
function columnsOf(rows: readonly Line[]): Column[] {
  const cells = rows
    .flatMap(row => row.runs)
    .map(({ left, right }) => ({ left, right }))
    .toSorted((one, two) => one.left - two.left);
  const columns: Column[] = [];
  for (const cell of cells) {
    const last = columns.at(-1);
    if (last !== undefined && cell.left < last.right) last.right = Math.max(last.right, cell.right);
    else columns.push({ ...cell });
  }
  return columns;
}

/** How many of the rows have cells in two columns at least. */
function alignedRows(rows: readonly Line[], columns: readonly Column[]): number {
  return rows.filter(
    row => new Set(row.runs.map(run => columns.findIndex(column => overlaps(column, run)))).size > 1,
  ).length;
}

/** Whether two lines look like rows of one table: two cells at least stand one above the other. */
export function alignsWith(one: Line, two: Line): boolean {
  const shared = one.runs.filter(run => two.runs.some(other => overlaps(run, other)));
  return two.runs.length > 1 && shared.length > 1;
}

/**
 * Reads a table that starts at line `from`: lines of several cells whose columns line up, with the lines between
 * them that continue a cell. Null when there is none.
 */
export function readTableRows(
  lines: readonly Line[],
  from: number,
): ({ end: number; markdown: string } & TableShape) | null {
  const first = lines[from];
  if (first === undefined || first.runs.length < 2) return null;
  const rows: Line[] = [];
  let end = from;
  let columns: Column[] = [];
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index];
    const previous = lines[index - 1];
    if (line === undefined) break;
    if (index > from && previous !== undefined && previous.baseline - line.baseline > MAX_ROW_GAP * line.size)
      break;
    if (line.runs.length < 2) {
      // The second line of a cell stays within its column and has a proper row soon after it.
      const [only] = line.runs;
      const next = lines[index + 1];
      const within = only !== undefined && columns.findIndex(column => overlaps(column, only)) > 0;
      if (!within || next === undefined || next.runs.length < 2) break;
      rows.push(line);
      continue;
    }
    const widened = columnsOf([...rows.filter(row => row.runs.length > 1), line]);
    if (widened.length < 2 || widened.length > MAX_COLUMNS) break;
    if (columns.length > 0 && widened.length < Math.min(columns.length, 2)) break;
    columns = widened;
    rows.push(line);
    end = index + 1;
  }
  const kept = rows.slice(0, rows.findLastIndex(row => row.runs.length > 1) + 1);
  const full = kept.filter(row => row.runs.length > 1);
  if (full.length < MIN_ROWS || alignedRows(full, columns) < full.length) return null;

  const cells: string[][] = [];
  for (const row of kept) {
    const texts = Array<string>(columns.length).fill('');
    for (const run of row.runs) {
      const at = Math.max(
        0,
        columns.findIndex(column => overlaps(column, run)),
      );
      texts[at] = `${texts[at] ?? ''} ${run.text}`.trim();
    }
    const above = cells.at(-1);
    if (row.runs.length < 2 && above !== undefined) {
      for (const [at, text] of texts.entries())
        if (text !== '') above[at] = `${above[at] ?? ''} ${text}`.trim();
    } else cells.push(texts);
  }
  return { end, markdown: pipeTable(cells), columns };
}
