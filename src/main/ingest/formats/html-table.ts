import { cleanLine } from '../clean-text.ts';
import { attribute, childrenOf, findElement, isElement, isHidden, textBelow } from './html-tree.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { layOut } from './table-grid.ts';
import type { WrittenRow } from './table-grid.ts';

/** A cell longer than this is a column of a page, not a value. */
const MAX_CELL_CHARACTERS = 2_000;
const MAX_COLUMN_SPAN = 50;

/** One row of a table in Markdown; a pipe inside a cell is escaped. */
export function pipeRow(cells: readonly string[]): string {
  return `| ${cells.map(cell => cleanLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A table with more cells than this, empty ones included, keeps its short rows short. */
const MAX_FILLED_CELLS = 1_000_000;

/** Rows as Markdown, the first one as the header. Rows are filled up to the widest; blank ones are left out. */
export function pipeTable(rows: readonly (readonly string[])[]): string {
  const shown = rows.filter(row => row.some(cell => cell.trim() !== ''));
  const widest = shown.reduce((width, row) => Math.max(width, row.length), 0);
  const width = widest * shown.length > MAX_FILLED_CELLS ? 0 : widest;
  const lines = shown.map(row =>
    pipeRow(row.length < width ? [...row, ...Array<string>(width - row.length).fill('')] : row),
  );
  if (lines.length > 1) lines.splice(1, 0, `|${' --- |'.repeat(widest)}`);
  return lines.join('\n');
}

/** The rows of this table itself, not those of tables inside its cells, each with the part of the table it is in. */
function ownRows(table: HtmlElement): { row: HtmlElement; part: HtmlElement }[] {
  const rows: { row: HtmlElement; part: HtmlElement }[] = [];
  const visit = (part: HtmlElement): void => {
    for (const child of childrenOf(part)) {
      if (!isElement(child) || isHidden(child)) continue;
      if (child.tagName === 'tr') rows.push({ row: child, part });
      else if (/^t(?:head|body|foot)$/u.test(child.tagName)) visit(child);
    }
  };
  visit(table);
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
    const rows = ownRows(table).map(({ row }) =>
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

/** How many columns or rows a cell stands for; `none` is what zero means. */
function span(cell: HtmlElement, name: 'colspan' | 'rowspan', most: number, none: number): number {
  const written = Number.parseInt(attribute(cell, name) ?? '1', 10);
  if (written === 0) return none;
  return Number.isNaN(written) || written < 0 ? 1 : Math.min(most, written);
}

function writtenRows(table: HtmlElement): WrittenRow[] {
  const parts: HtmlElement[] = [];
  return ownRows(table).map(({ row, part }) => {
    if (parts.at(-1) !== part) parts.push(part);
    const cells = ownCells(row).map(cell => ({
      text: cellText(cell),
      isHeader: cell.tagName === 'th',
      columns: span(cell, 'colspan', MAX_COLUMN_SPAN, 1),
      rows: span(cell, 'rowspan', Infinity, Infinity),
    }));
    return { cells, group: parts.length, isHead: part.tagName === 'thead' };
  });
}

const isHeading = (element: HtmlElement): boolean => /^h[1-6]$/u.test(element.tagName);

/** Tables that only place things on a page: one column, headings or whole articles in the cells. */
function isLayout(table: HtmlElement, rows: readonly WrittenRow[]): boolean {
  if (attribute(table, 'role') === 'presentation') return true;
  if (rows.every(({ cells }) => cells.length <= 1)) return true;
  return (
    rows.some(({ cells }) => cells.some(({ text }) => text.length > MAX_CELL_CHARACTERS)) ||
    findElement(table, isHeading) !== null
  );
}

/** `captions` are what the table is called: its caption, and what stands above its columns over the whole width. */
export type TableReading = { captions: string[]; markdown: string } | { layout: HtmlNode[] };

/** A data table as Markdown rows, or, for one that only arranges a page, the cells to read as blocks. */
export function readTable(table: HtmlElement): TableReading {
  const written = writtenRows(table);
  if (isLayout(table, written)) return { layout: ownRows(table).flatMap(({ row }) => ownCells(row)) };
  const caption = childrenOf(table).find(child => isElement(child) && child.tagName === 'caption');
  const { titles, rows } = layOut(written);
  return {
    captions: caption === undefined ? titles : [cleanLine(textBelow(caption)), ...titles],
    markdown: pipeTable(rows),
  };
}
