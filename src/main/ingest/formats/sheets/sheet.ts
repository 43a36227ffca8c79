/** What a cell holds, as far as it tells names of columns from values. */
export type CellKind = 'words' | 'number' | 'date';

/** A cell as a person sees it; `text` is never blank. */
export type SheetCell = { text: string; kind: CellKind };

/** Cells by column, from 0; empty ones are absent. */
export type SheetRow = (SheetCell | undefined)[];

/** Cells that are shown as one; all four are inside. */
export type MergedCells = { top: number; left: number; bottom: number; right: number };

/** What somebody noted beside a cell. */
export type CellNote = { row: number; column: number; author: string; text: string };

export type Sheet = {
  name: string;
  isHidden: boolean;
  /** Rows by number, from 0; rows without a cell are absent. */
  rows: SheetRow[];
  merged: MergedCells[];
  notes: CellNote[];
  /** What the charts on it are called. */
  charts: string[];
};

/** `0` → `A`, `27` → `AB`. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

/** Puts a cell where it stands; a blank one is none. */
export function putCell(rows: SheetRow[], row: number, column: number, cell: SheetCell): void {
  if (cell.text.trim() === '') return;
  const cells = (rows[row] ??= []);
  cells[column] = cell;
}
