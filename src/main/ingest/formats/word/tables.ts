import { contentOf } from './content.ts';
import type { Block, Cell, TableBlock } from './content.ts';
import { child, descend, isOn, numberOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** No page has more; a row that says so was written to fill memory. */
const MAX_COLUMNS = 1_000;

function widthOf(cell: XmlElement): number {
  return Math.min(MAX_COLUMNS, Math.max(1, numberOf(cell, 'w:tcPr', 'w:gridSpan') ?? 1));
}

/** Goes on with the cell beside it (`w:hMerge`) or above it (`w:vMerge`): says `continue`, or nothing. */
function isContinued(cell: XmlElement, direction: 'w:hMerge' | 'w:vMerge'): boolean {
  const merge = descend(cell, 'w:tcPr', direction);
  return merge !== undefined && (merge.attributes['w:val'] ?? 'continue') === 'continue';
}

function readCells(row: XmlElement, readBlocks: (cell: XmlElement) => Block[]): Cell[] {
  const cells: Cell[] = [];
  let column = Math.max(0, Math.min(MAX_COLUMNS, numberOf(row, 'w:trPr', 'w:gridBefore') ?? 0));
  for (const cell of contentOf(row).filter(({ name }) => name === 'w:tc')) {
    const width = widthOf(cell);
    const before = cells.at(-1);
    if (isContinued(cell, 'w:hMerge') && before !== undefined) before.width += width;
    else {
      const isDeleted = descend(cell, 'w:tcPr', 'w:cellDel') !== undefined;
      const blocks = isDeleted ? [] : readBlocks(cell);
      cells.push({ column, width, isContinued: isContinued(cell, 'w:vMerge'), blocks });
    }
    column += width;
  }
  return cells;
}

/** Reads a table: its rows that are neither deleted nor hidden, each cell at its place in the grid. */
export function readTable(table: XmlElement, readBlocks: (cell: XmlElement) => Block[]): TableBlock {
  const rows = contentOf(table).filter(row => {
    const properties = child(row, 'w:trPr');
    const isGone = child(properties, 'w:del') !== undefined || isOn(properties, 'w:hidden') === true;
    return row.name === 'w:tr' && !isGone;
  });
  return {
    kind: 'table',
    rows: rows.map(row => ({
      isHead: isOn(child(row, 'w:trPr'), 'w:tblHeader') === true,
      cells: readCells(row, readBlocks),
    })),
  };
}
