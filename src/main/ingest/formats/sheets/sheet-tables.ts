import type { MergedCells, Sheet, SheetCell, SheetRow } from './sheet.ts';

type NumberedRow = { number: number; cells: SheetRow };

/** Rows that belong together. `columns` are those with anything in them; `header` names them, where a row does. */
export type SheetTable = {
  kind: 'table';
  titles: string[];
  columns: number[];
  header: string[] | null;
  rows: NumberedRow[];
  /** Numbers of its first row, titles and header included, and of its last one. */
  top: number;
  bottom: number;
};

/** Words that stand alone in their rows. */
export type SheetText = { kind: 'text'; lines: string[]; top: number; bottom: number };

export type SheetPart = SheetTable | SheetText;

/** Names of columns are short; what is longer is a value. */
const MAX_NAME_CHARACTERS = 150;
const MAX_HEADER_ROWS = 3;
/** How far above its header a table may have lines that say what it is. */
const MAX_LINES_ABOVE = 8;
/** Years name columns as words do. */
const YEAR = /^(?:19|20)\d\d$/u;

/** Cells of a region with the spans of those that are merged. */
type Region = { rows: NumberedRow[]; columns: number[]; spans: Map<number, MergedCells[]> };

function filled(cells: SheetRow): SheetCell[] {
  return cells.filter(cell => cell !== undefined);
}

/** A cell over several rows stands in each of them that has anything else. */
function repeatDownwards({ rows, merged }: Sheet): void {
  for (const { top, bottom, left } of merged) {
    const cell = rows[top]?.[left];
    if (cell === undefined) continue;
    for (let number = top + 1; number <= Math.min(bottom, rows.length - 1); number += 1) {
      const below = rows[number];
      if (below !== undefined) below[left] = cell;
    }
  }
}

/** Rows without an empty one between them. */
function regionsOf(sheet: Sheet): Region[] {
  const spans = new Map<number, MergedCells[]>();
  for (const cells of sheet.merged) {
    if (cells.right > cells.left) spans.set(cells.top, [...(spans.get(cells.top) ?? []), cells]);
  }
  const regions: Region[] = [];
  let last = -2;
  // An array with holes is gone through by the rows that exist.
  sheet.rows.forEach((cells, number) => {
    if (number > last + 1) regions.push({ rows: [], columns: [], spans });
    regions.at(-1)?.rows.push({ number, cells });
    last = number;
  });
  for (const region of regions) region.columns = columnsOf(region.rows);
  return regions;
}

function columnsOf(rows: readonly NumberedRow[]): number[] {
  const used = new Set<number>();
  for (const { cells } of rows) cells.forEach((_, column) => used.add(column));
  return [...used].toSorted((one, other) => one - other);
}

/** The spans of a row that reach over some of the columns, not over all of them. */
function groupsIn({ columns, spans }: Region, { number, cells }: NumberedRow): MergedCells[] {
  const [first = 0] = columns;
  const last = columns.at(-1) ?? 0;
  return (spans.get(number) ?? []).filter(
    ({ left, right }) => cells[left] !== undefined && (left > first || right < last),
  );
}

/** The cells of a row by column, those over several columns in each of these. */
function spread(region: Region, row: NumberedRow): SheetRow {
  const cells = row.cells.slice();
  for (const { left, right } of region.spans.get(row.number) ?? [])
    for (let column = left + 1; column <= right; column += 1) cells[column] ??= cells[left];
  return cells;
}

/** Whether a row names the columns: words alone, or words with years or days in a row. */
function namesColumns(region: Region, row: NumberedRow): boolean {
  const cells = spread(region, row);
  const names = filled(region.columns.map(column => cells[column]));
  if (names.length < 2 || names.length * 2 < region.columns.length) return false;
  if (names.some(({ text }) => text.length > MAX_NAME_CHARACTERS)) return false;
  if (names[0]?.text.trim().endsWith(':') === true) return false;
  const others = names.filter(({ kind, text }) => kind !== 'words' && !YEAR.test(text));
  const isSeries = others.length > 1 && others.every(({ kind }) => kind === 'date');
  const years = names.filter(({ kind, text }) => kind !== 'words' && YEAR.test(text)).length;
  return (others.length === 0 || isSeries) && years !== 1;
}

/** How many rows at the top say what the table is: alone in their row, or few beside what names the columns. */
function linesAbove(region: Region): number {
  const { rows, columns } = region;
  const isShort = (row: NumberedRow, most: number): boolean =>
    groupsIn(region, row).length === 0 && filled(row.cells).length < most;
  const header = rows
    .slice(0, MAX_LINES_ABOVE + 1)
    .findIndex((row, index) => index < rows.length - 1 && namesColumns(region, row));
  if (header > 0 && rows.slice(0, header).every(row => isShort(row, Math.max(2, columns.length / 2))))
    return header;
  const first = rows.findIndex(row => !isShort(row, 2));
  return first > 0 && first <= MAX_LINES_ABOVE ? first : 0;
}

function lineOf({ cells }: NumberedRow): string {
  const texts = filled(cells).map(({ text }) => text);
  const [name = '', value] = texts;
  return texts.length === 2 && value !== undefined
    ? `${name.replace(/\s*:\s*$/u, '')}: ${value}`
    : texts.join(', ');
}

/** What each column is called: the names above it, from the widest to its own. */
function headerOf(region: Region, rows: readonly NumberedRow[]): string[] {
  const lines = rows.map(row => spread(region, row));
  return region.columns.map(column => {
    const names = lines.flatMap(line => line[column]?.text ?? []);
    return names.filter((name, index) => name !== names[index - 1]).join(' / ');
  });
}

function headerRows(region: Region): number {
  const { rows } = region;
  let count = 0;
  while (count < MAX_HEADER_ROWS && count < rows.length - 1) {
    const row = rows[count];
    if (row === undefined) break;
    const before = rows[count - 1];
    const isBelowGroups = before !== undefined && groupsIn(region, before).length > 0;
    if (!(count === 0 ? namesColumns(region, row) : isBelowGroups && isWords(row))) break;
    count += 1;
  }
  return count;
}

function isWords({ cells }: NumberedRow): boolean {
  return filled(cells).every(({ kind, text }) => kind === 'words' || YEAR.test(text));
}

function partOf(region: Region): SheetPart {
  const top = region.rows[0]?.number ?? 0;
  const bottom = region.rows.at(-1)?.number ?? top;
  const above = linesAbove(region);
  const titles = region.rows.slice(0, above).map(lineOf);
  if (region.columns.length < 2 || region.rows.every(({ cells }) => filled(cells).length < 2)) {
    return { kind: 'text', lines: region.rows.map(lineOf), top, bottom };
  }
  const rows = region.rows.slice(above);
  const body: Region = { ...region, rows, columns: columnsOf(rows) };
  const depth = headerRows(body);
  const header = depth === 0 ? null : headerOf(body, rows.slice(0, depth));
  return { kind: 'table', titles, columns: body.columns, header, rows: rows.slice(depth), top, bottom };
}

/** Whether a part goes on with the table above it: within its columns, and with nothing that names them anew. */
function goesOn(above: SheetPart | undefined, part: SheetPart): boolean {
  if (above?.kind !== 'table' || above.header === null || part.kind !== 'table') return false;
  if (part.header !== null || part.titles.length > 0) return false;
  const known = new Set(above.columns);
  return part.columns.every(column => known.has(column));
}

/** A lone line right above a table says what it is. */
function isTitle(part: SheetPart | undefined): part is SheetText {
  return part?.kind === 'text' && part.lines.length === 1;
}

/**
 * What stands on a sheet, from top to bottom: tables, each with what names its columns, and words that stand alone.
 * Empty rows separate tables; rows that name no columns go on with the table above them.
 */
export function partsOf(sheet: Sheet): SheetPart[] {
  repeatDownwards(sheet);
  const parts: SheetPart[] = [];
  for (const region of regionsOf(sheet)) {
    const part = partOf(region);
    const above = parts.at(-1);
    if (goesOn(above, part) && above?.kind === 'table' && part.kind === 'table') {
      for (const row of part.rows) above.rows.push(row);
      above.bottom = part.bottom;
    } else if (part.kind === 'table' && isTitle(above)) {
      parts[parts.length - 1] = { ...part, titles: [...above.lines, ...part.titles], top: above.top };
    } else parts.push(part);
  }
  return parts;
}
