import { readCsv } from '#main/platform/csv-reading.ts';
import { createDocumentBuilder } from '../document-builder.ts';
import { MAX_SHEETS_CELLS, MAX_SHEETS_CHARACTERS } from '../limits.ts';
import type { ExtractedDocument } from '../ports.ts';
import { putCell } from './sheets/sheet.ts';
import type { CellKind, Sheet } from './sheets/sheet.ts';
import { beginWriting, warnOfUnread, writeContent } from './sheets/write-sheets.ts';
import { isNumberCell, tableSeparator } from './table-shape.ts';

const DATE = /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ]\d.*)?$/u;

function kindOf(cell: string): CellKind {
  const text = cell.trim();
  if (DATE.test(text)) return 'date';
  return isNumberCell(text) ? 'number' : 'words';
}

/** The rows that one document has room for: up to the end of a line. */
function withinLimits(text: string, separator: string): string {
  let cells = 0;
  let end = 0;
  for (let at = 0; at < text.length && at < MAX_SHEETS_CHARACTERS && cells < MAX_SHEETS_CELLS; at += 1) {
    const character = text[at];
    if (character === separator) cells += 1;
    else if (character === '\n') {
      cells += 1;
      end = at + 1;
    }
  }
  const isWhole = text.length <= MAX_SHEETS_CHARACTERS && cells < MAX_SHEETS_CELLS;
  return isWhole ? text : text.slice(0, end === 0 ? MAX_SHEETS_CHARACTERS : end);
}

/** Reads a table in text, whatever parts its cells: one table, what stands above its header as titles. */
export function extractCsv(source: string, fileName: string): ExtractedDocument {
  const separator = tableSeparator(source, fileName) ?? ',';
  const text = withinLimits(source, separator);
  const sheet: Sheet = { name: '', isHidden: false, rows: [], merged: [], notes: [], charts: [] };
  let row = 0;
  for (const { cells } of readCsv(text, separator)) {
    for (const [column, cell] of cells.entries())
      putCell(sheet.rows, row, column, { text: cell, kind: kindOf(cell) });
    row += 1;
  }
  const builder = createDocumentBuilder();
  const writing = beginWriting(builder);
  writeContent(sheet, writing, 'en');
  writing.unread += source.length - text.length;
  warnOfUnread({ ...writing, places: [] });
  // What stands above a table says what it holds, and is seldom a name.
  return { ...builder.build(null), heading: null };
}
