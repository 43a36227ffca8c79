/** A cell as it was written: its text, and how many columns and rows it stands for. */
export type WrittenCell = {
  text: string;
  isHeader: boolean;
  columns: number;
  /** `Infinity`: down to the end of its group. */
  rows: number;
};

/** A row as it was written; cells reach down to the end of its `group` (head, body, foot) at most. */
export type WrittenRow = { cells: readonly WrittenCell[]; group: number; isHead: boolean };

/** A table in which every value stands in its column. `titles` stood above it, over its whole width. */
export type TableGrid = { titles: string[]; rows: string[][] };

/** What cells of several rows repeat, in characters: beyond it a table was written to fill memory. */
const MAX_REPEATED_CHARACTERS = 2_000_000;

type Place = { cell: WrittenCell; isFirst: boolean };

/** Puts each cell where it stands, as a browser does (HTML, 4.9.12): beside what reaches down from the rows above. */
function placeCells(rows: readonly WrittenRow[]): (Place | undefined)[][] {
  const places: (Place | undefined)[][] = [];
  let reaching: { cell: WrittenCell; rowsLeft: number; isFirst: boolean }[] = [];
  let group = -1;
  let repeated = 0;
  for (const row of rows) {
    if (row.group !== group) reaching = [];
    group = row.group;
    const line: (Place | undefined)[] = [];
    const next: typeof reaching = [];
    const reachDown = (column: number): boolean => {
      const above = reaching[column];
      if (above === undefined) return false;
      line[column] = { cell: above.cell, isFirst: above.isFirst };
      if (above.rowsLeft > 1) next[column] = { ...above, rowsLeft: above.rowsLeft - 1 };
      return true;
    };
    let column = 0;
    for (const cell of row.cells) {
      while (reachDown(column)) column += 1;
      for (let offset = 0; offset < cell.columns; offset += 1) {
        const isFirst = offset === 0;
        line[column] = { cell, isFirst };
        if (cell.rows > 1) next[column] = { cell, rowsLeft: cell.rows - 1, isFirst };
        column += 1;
      }
    }
    for (; column < reaching.length; column += 1) reachDown(column);
    for (const above of next) repeated += above === undefined ? 0 : above.cell.text.length + 1;
    reaching = repeated > MAX_REPEATED_CHARACTERS ? [] : next;
    places.push(Array.from(line));
  }
  return places;
}

function isOneCell(line: readonly (Place | undefined)[]): boolean {
  return line.every(place => place?.cell === line[0]?.cell);
}

/** Whether one cell is the whole row. */
function isTitle(line: readonly (Place | undefined)[], width: number): boolean {
  return (line[0]?.cell.columns ?? 0) >= width && isOneCell(line);
}

/** A head of two rows without header cells, as word processors write it: what stands over several columns is split below. */
function isSplitHead(row: WrittenRow, below: WrittenRow | undefined): boolean {
  const named = row.cells.filter(({ text }) => text !== '');
  const over = named.filter(({ columns }) => columns > 1).length;
  const split = named.filter(({ columns, rows }) => columns > 1 && rows === 1);
  return (
    below !== undefined &&
    over > 0 &&
    split.length === over &&
    named.every(({ columns, rows }) => columns > 1 || rows === 2) &&
    below.cells.length >= split.reduce((sum, { columns }) => sum + columns, 0)
  );
}

/** How many rows name the columns: those of the head, or the first ones that are header cells alone. */
function headDepth(
  rows: readonly WrittenRow[],
  places: readonly (Place | undefined)[][],
  width: number,
): number {
  let depth = 0;
  const isHead = rows[0]?.isHead === true;
  for (const [index, row] of rows.entries()) {
    const names = isHead ? row.isHead : row.cells.length > 0 && row.cells.every(cell => cell.isHeader);
    if (!names || (index > 0 && isTitle(places[index] ?? [], width))) break;
    depth += 1;
  }
  // A table of nothing but header cells has one row of names, like one without any.
  if (depth === rows.length) return 1;
  const [first] = rows;
  if (depth === 0) return first !== undefined && rows.length > 2 && isSplitHead(first, rows[1]) ? 2 : 1;
  return depth;
}

/** What each column is called: the names above it, from the widest to its own. */
function columnNames(lines: readonly (Place | undefined)[][], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const names = lines.map(line => line[column]?.cell.text ?? '').filter(name => name !== '');
    return names.filter((name, index) => name !== names[index - 1]).join(' / ');
  });
}

/**
 * Lays a table out so that a value needs no other row to be understood: a cell over several rows is repeated in each
 * of them, a header cell over several columns in each of these, and a head of several rows becomes one
 * ("Winter / Boats"). The first row names the columns.
 */
export function layOut(written: readonly WrittenRow[]): TableGrid {
  const places = placeCells(written);
  const width = places.reduce((widest, line) => Math.max(widest, isOneCell(line) ? 1 : line.length), 0);
  let start = 0;
  const titles: string[] = [];
  while (width > 1 && start < written.length - 1 && isTitle(places[start] ?? [], width)) {
    titles.push(places[start]?.[0]?.cell.text ?? '');
    start += 1;
  }
  const rows = written.slice(start);
  const lines = places.slice(start);
  const depth = headDepth(rows, lines, width);
  const names = columnNames(lines.slice(0, depth), width);
  const values = lines
    .slice(depth)
    .map(line => line.slice(0, width).map(place => (place?.isFirst === true ? place.cell.text : '')));
  return { titles: titles.filter(title => title !== ''), rows: rows.length === 0 ? [] : [names, ...values] };
}
