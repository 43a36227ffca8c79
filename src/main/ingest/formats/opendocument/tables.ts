import { FoyerError } from '#shared/errors.ts';
import type { Block, Cell, Row, TableBlock } from '../word/content.ts';
import { elementsOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

/** No table that a person reads is wider, or says the same row more often. */
const MAX_COLUMNS = 1_000;
const MAX_REPEATED_ROWS = 1_000;
/** Cells of one table: beyond it repetitions were written to fill memory. */
const MAX_CELLS = 500_000;

function count(element: XmlElement, name: string, most: number): number {
  const value = Number.parseInt(element.attributes[name] ?? '1', 10);
  return Number.isNaN(value) ? 1 : Math.min(most, Math.max(1, value));
}

/** Rows out of what groups them, with whether they stand in the head. */
function rowsOf(parent: XmlElement, isHead: boolean): { row: XmlElement; isHead: boolean }[] {
  return elementsOf(parent).flatMap(element => {
    if (element.name === 'table:table-row') {
      const visibility = element.attributes['table:visibility'] ?? 'visible';
      return visibility === 'visible' ? [{ row: element, isHead }] : [];
    }
    if (element.name === 'table:table-header-rows') return rowsOf(element, true);
    const isGroup = element.name === 'table:table-row-group' || element.name === 'table:table-rows';
    return isGroup ? rowsOf(element, isHead) : [];
  });
}

/** A cell for each column; what stands empty at the end of a row is not repeated. */
function slotsOf(row: XmlElement): XmlElement[] {
  const cells = elementsOf(row).filter(({ name }) => /^table:(?:covered-)?table-cell$/u.test(name));
  const slots: XmlElement[] = [];
  for (const [index, cell] of cells.entries()) {
    const isLast = index === cells.length - 1 && cell.name === 'table:table-cell';
    const isBlankEnd = isLast && elementsOf(cell).length === 0;
    const times = isBlankEnd ? 1 : count(cell, 'table:number-columns-repeated', MAX_COLUMNS);
    for (let time = 0; time < times && slots.length < MAX_COLUMNS; time += 1) slots.push(cell);
  }
  return slots;
}

/** Reads a table (`table:table`), each cell at its place in the grid. */
export function readTable(table: XmlElement, readBlocks: (cell: XmlElement) => Block[]): TableBlock {
  const rows: Row[] = [];
  let cellCount = 0;
  /** Cells that reach down, by their first column. */
  const reaching = new Map<number, { width: number; rowsLeft: number }>();

  const readRow = (slots: readonly XmlElement[]): Cell[] => {
    const cells: Cell[] = [];
    for (let column = 0; column < slots.length;) {
      const slot = slots[column];
      const above = reaching.get(column);
      if (above !== undefined) {
        cells.push({ column, width: above.width, isContinued: true, blocks: [] });
        above.rowsLeft -= 1;
        if (above.rowsLeft <= 0) reaching.delete(column);
        column += above.width;
        continue;
      }
      if (slot === undefined || slot.name === 'table:covered-table-cell') {
        column += 1;
        continue;
      }
      const width = count(slot, 'table:number-columns-spanned', MAX_COLUMNS);
      const height = count(slot, 'table:number-rows-spanned', MAX_COLUMNS * MAX_COLUMNS);
      if (height > 1) reaching.set(column, { width, rowsLeft: height - 1 });
      cells.push({ column, width, isContinued: false, blocks: readBlocks(slot) });
      column += width;
    }
    return cells;
  };

  for (const { row, isHead } of rowsOf(table, false)) {
    const slots = slotsOf(row);
    const isBlank = slots.every(slot => elementsOf(slot).length === 0);
    const times = isBlank ? 1 : count(row, 'table:number-rows-repeated', MAX_REPEATED_ROWS);
    for (let time = 0; time < times; time += 1) {
      const cells = readRow(slots);
      cellCount += cells.length;
      if (cellCount > MAX_CELLS) throw new FoyerError('document.too_large', `More than ${MAX_CELLS} cells`);
      rows.push({ isHead, cells });
    }
  }
  return { kind: 'table', rows };
}
