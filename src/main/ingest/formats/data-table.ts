import { allRecords, allTexts } from './data-value.ts';
import type { DataRecord, DataValue } from './data-value.ts';

/** Wider, and nobody reads it as a table. */
const MAX_COLUMNS = 40;
/** A longer text is a paragraph. */
const MAX_CELL_CHARACTERS = 400;
/** Things that have less of the columns than this are no like things, beyond a few cells. */
const LEAST_FILLED = 0.2;
const FEW_CELLS = 200;
/** Records in records as columns ("author / name"); deeper, they are no row any more. */
const MAX_NESTED = 2;

/** The cells of a record by their columns, or false when something in it is no cell. */
function addCells(record: DataRecord, prefix: string, depth: number, cells: Map<string, string>): boolean {
  return record.entries.every(([name, value]) => {
    const column = prefix === '' ? name : `${prefix} / ${name}`;
    if (value.kind === 'record') return depth < MAX_NESTED && addCells(value, column, depth + 1, cells);
    const texts = value.kind === 'text' ? [value.text] : allTexts(value.items);
    // A name that comes twice has both values.
    const text = [...(cells.has(column) ? [cells.get(column)] : []), ...(texts ?? [])].join(', ');
    if (texts === null || text.length > MAX_CELL_CHARACTERS || text.includes('\n')) return false;
    cells.set(column, text);
    return true;
  });
}

function tableOfRecords(records: readonly DataRecord[]): string[][] | null {
  const rows: Map<string, string>[] = [];
  const columns = new Set<string>();
  for (const record of records) {
    const cells = new Map<string, string>();
    if (!addCells(record, '', 0, cells)) return null;
    for (const column of cells.keys()) columns.add(column);
    if (columns.size > MAX_COLUMNS) return null;
    rows.push(cells);
  }
  const filled = rows.reduce((sum, cells) => sum + cells.size, 0);
  const all = rows.length * columns.size;
  if (columns.size === 0 || (all > FEW_CELLS && filled < all * LEAST_FILLED)) return null;
  return [[...columns], ...rows.map(cells => [...columns].map(column => cells.get(column) ?? ''))];
}

/** Rows without names: the first row is them when it is words and the others hold figures, else they are counted. */
function tableOfLists(items: readonly DataValue[]): string[][] | null {
  const rows: string[][] = [];
  for (const item of items) {
    const texts = item.kind === 'list' ? allTexts(item.items) : null;
    if (texts === null || texts.some(text => text.length > MAX_CELL_CHARACTERS || text.includes('\n')))
      return null;
    rows.push(texts);
  }
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  if (width < 2 || width > MAX_COLUMNS) return null;
  const [first, ...others] = rows;
  const hasNames =
    first?.every(text => /\p{L}/u.test(text)) === true &&
    others.some(row => row.some(text => !/\p{L}/u.test(text)));
  return hasNames ? rows : [Array.from({ length: width }, (_, index) => `${index + 1}`), ...rows];
}

/** Like things as a table whose first row names the columns, all that any of them has; null when they are no table. */
export function tableOf(items: readonly DataValue[]): string[][] | null {
  if (items.length < 2) return null;
  const records = allRecords(items);
  return records === null ? tableOfLists(items) : tableOfRecords(records);
}
