import { cleanLine } from '../clean-text.ts';
import { attribute, childrenOf, findElement, isElement, isHidden, textBelow } from './html-tree.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';

/** A cell longer than this is a column of a page, not a value. */
const MAX_CELL_CHARACTERS = 2_000;
const MAX_COLUMN_SPAN = 50;

/** One row of a table in Markdown; a pipe inside a cell is escaped. */
export function pipeRow(cells: readonly string[]): string {
  return `| ${cells.map(cell => cleanLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Rows as Markdown, the first one as the header. Rows are filled up to the widest; blank ones are left out. */
export function pipeTable(rows: readonly (readonly string[])[]): string {
  const filled = rows.filter(row => row.some(cell => cell.trim() !== ''));
  const width = Math.max(0, ...filled.map(row => row.length));
  const lines = filled.map(row => pipeRow([...row, ...Array<string>(width - row.length).fill('')]));
  if (lines.length > 1) lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  return lines.join('\n');
}

/** The rows of this table itself, not those of tables inside its cells. */
function ownRows(table: HtmlElement): HtmlElement[] {
  const rows: HtmlElement[] = [];
  for (const child of childrenOf(table)) {
    if (!isElement(child) || isHidden(child)) continue;
    if (child.tagName === 'tr') rows.push(child);
    else if (/^t(?:head|body|foot)$/u.test(child.tagName)) rows.push(...ownRows(child));
  }
  return rows;
}

function ownCells(row: HtmlElement): HtmlElement[] {
  return childrenOf(row).filter(
    (child): child is HtmlElement => isElement(child) && /^t[dh]$/u.test(child.tagName) && !isHidden(child),
  );
}

/** A table within a cell keeps its rows apart: `a, b; c, d`. */
function cellText(cell: HtmlElement): string {
  const parts: string[] = [];
  const tables: HtmlElement[] = [];
  const outside = textBelow(cell, element => {
    if (element.tagName !== 'table') return isHidden(element);
    tables.push(element);
    return true;
  });
  parts.push(outside);
  for (const table of tables) {
    const rows = ownRows(table).map(row =>
      ownCells(row)
        .map(inner => cleanLine(cellText(inner)))
        .filter(text => text !== '')
        .join(', '),
    );
    parts.push(rows.filter(row => row !== '').join('; '));
  }
  return parts
    .map(cleanLine)
    .filter(part => part !== '')
    .join(' ');
}

function tableRows(table: HtmlElement): string[][] {
  return ownRows(table).map(row =>
    ownCells(row).flatMap(cell => {
      const span = Math.min(
        MAX_COLUMN_SPAN,
        Math.max(1, Number.parseInt(attribute(cell, 'colspan') ?? '1', 10) || 1),
      );
      return [cellText(cell), ...Array<string>(span - 1).fill('')];
    }),
  );
}

const isHeading = (element: HtmlElement): boolean => /^h[1-6]$/u.test(element.tagName);

/** Tables that only place things on a page: one column, headings or whole articles in the cells. */
function isLayout(table: HtmlElement, rows: readonly (readonly string[])[]): boolean {
  if (attribute(table, 'role') === 'presentation') return true;
  if (rows.every(row => row.length <= 1)) return true;
  return (
    rows.some(row => row.some(cell => cell.length > MAX_CELL_CHARACTERS)) ||
    findElement(table, isHeading) !== null
  );
}

export type TableReading = { caption: string | null; markdown: string } | { layout: HtmlNode[] };

/** A data table as Markdown rows, or, for one that only arranges a page, the cells to read as blocks. */
export function readTable(table: HtmlElement): TableReading {
  const rows = tableRows(table);
  if (isLayout(table, rows)) return { layout: ownRows(table).flatMap(ownCells) };
  const caption = childrenOf(table).find(child => isElement(child) && child.tagName === 'caption');
  return { caption: caption === undefined ? null : cleanLine(textBelow(caption)), markdown: pipeTable(rows) };
}
