import type { Block, Cell, TableBlock } from '../word/content.ts';
import { child, elementsOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

/** No slide has more; a row that says so was written to fill memory. */
const MAX_COLUMNS = 1_000;

function isOn(element: XmlElement | undefined, name: string): boolean {
  return /^(?:1|true)$/u.test(element?.attributes[name] ?? '');
}

function readCells(row: XmlElement, readText: (body: XmlElement) => Block[]): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const cell of elementsOf(row).filter(({ name }) => name === 'a:tc')) {
    column += 1;
    // Goes on with the cell beside it, whose width counts it.
    if (isOn(cell, 'hMerge')) continue;
    const body = child(cell, 'a:txBody');
    const isContinued = isOn(cell, 'vMerge');
    cells.push({
      column: column - 1,
      width: Math.min(MAX_COLUMNS, Math.max(1, Number(cell.attributes['gridSpan'] ?? 1) || 1)),
      isContinued,
      blocks: body === undefined || isContinued ? [] : readText(body),
    });
  }
  return cells;
}

/** Reads a table of DrawingML (`a:tbl`), each cell at its place in the grid. */
export function drawnTable(table: XmlElement, readText: (body: XmlElement) => Block[]): TableBlock {
  const namesColumns = isOn(child(table, 'a:tblPr'), 'firstRow');
  const rows = elementsOf(table).filter(({ name }) => name === 'a:tr');
  return {
    kind: 'table',
    rows: rows.map((row, index) => ({
      isHead: namesColumns && index === 0,
      cells: readCells(row, readText),
    })),
  };
}
