import { FoyerError } from '#shared/errors.ts';
import { cleanLine } from '../../clean-text.ts';
import { MAX_SHEETS_CELLS } from '../../limits.ts';
import type { OfficePackage } from '../office-package.ts';
import { child, descend, elementsOf, isElement, parseXml, textOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import { putCell } from './sheet.ts';
import type { CellKind, Sheet, SheetCell } from './sheet.ts';
import { languageOf, withAddress } from './workbook.ts';
import type { Workbook } from './workbook.ts';

/** More than any program has: what repeats a cell more often was written to fill memory. */
const MAX_COLUMNS = 16_384;
const MAX_ROWS = 1_048_576;
/** Wrappers that only group rows. */
const ROW_GROUP = /^table:table-(?:rows|row-group|header-rows)$/u;
const KINDS: Readonly<Record<string, CellKind>> = {
  float: 'number',
  percentage: 'number',
  currency: 'number',
  boolean: 'number',
  date: 'date',
  time: 'date',
};

function parsed(files: OfficePackage, name: string): XmlElement | null {
  const bytes = files.read(name);
  return bytes === null ? null : parseXml(new TextDecoder().decode(bytes));
}

function count(element: XmlElement, attribute: string, most: number): number {
  const written = Number.parseInt(element.attributes[attribute] ?? '1', 10);
  return Number.isNaN(written) || written < 1 ? 1 : Math.min(most, written);
}

/** The words of a paragraph: spaces and breaks are elements, what is noted or drawn beside it is none of them. */
function words(element: XmlElement): string {
  return element.children
    .map(node => {
      if (!isElement(node)) return node.replace(/\s+/gu, ' ');
      if (node.name === 'text:s') return ' '.repeat(count(node, 'text:c', MAX_COLUMNS));
      if (node.name === 'text:tab') return '\t';
      if (node.name === 'text:line-break') return '\n';
      if (/^(?:office:annotation|draw:\w+|text:(?:note|ruby-text))$/u.test(node.name)) return '';
      return node.name === 'text:a' ? withAddress(words(node), node.attributes['xlink:href']) : words(node);
    })
    .join('');
}

function paragraphs(element: XmlElement): string {
  return elementsOf(element)
    .filter(({ name }) => name === 'text:p' || name === 'text:h')
    .map(words)
    .join('\n');
}

function readCell(element: XmlElement): SheetCell {
  const { attributes } = element;
  const shown = paragraphs(element);
  const stored =
    attributes['office:string-value'] ??
    attributes['office:date-value'] ??
    attributes['office:time-value'] ??
    attributes['office:boolean-value'] ??
    attributes['office:value'] ??
    '';
  return {
    text: shown.trim() === '' ? stored : shown,
    kind: KINDS[attributes['office:value-type'] ?? ''] ?? 'words',
  };
}

/** The rows of a table, those in groups included. */
function* rowsOf(table: XmlElement): Generator<XmlElement> {
  for (const element of elementsOf(table)) {
    if (element.name === 'table:table-row') yield element;
    else if (ROW_GROUP.test(element.name)) yield* rowsOf(element);
  }
}

/** Cells that may still be made of what a file says to repeat. */
type Budget = { cells: number };

function readRow(element: XmlElement, row: number, sheet: Sheet, budget: Budget): void {
  let column = 0;
  for (const cell of elementsOf(element)) {
    const isCell = cell.name === 'table:table-cell';
    if (!isCell && cell.name !== 'table:covered-table-cell') continue;
    const times = count(cell, 'table:number-columns-repeated', MAX_COLUMNS);
    const content = isCell ? readCell(cell) : { text: '', kind: 'words' as const };
    if (content.text.trim() !== '') {
      budget.cells -= times;
      if (budget.cells < 0) throw new FoyerError('document.too_large', `More than ${MAX_SHEETS_CELLS} cells`);
      for (let index = 0; index < times; index += 1) putCell(sheet.rows, row, column + index, content);
    }
    const right = column + count(cell, 'table:number-columns-spanned', MAX_COLUMNS) - 1;
    const bottom = row + count(cell, 'table:number-rows-spanned', MAX_ROWS) - 1;
    if (isCell && (right > column || bottom > row))
      sheet.merged.push({ top: row, left: column, bottom, right });
    for (const note of elementsOf(cell).filter(({ name }) => name === 'office:annotation')) {
      const author = child(note, 'dc:creator');
      const text = paragraphs(note).trim();
      if (text !== '')
        sheet.notes.push({
          row,
          column,
          author: author === undefined ? '' : cleanLine(textOf(author)),
          text,
        });
    }
    column += times;
  }
}

function isHidden(table: XmlElement, hiddenStyles: ReadonlySet<string>): boolean {
  return hiddenStyles.has(table.attributes['table:style-name'] ?? '');
}

function readTable(table: XmlElement, hiddenStyles: ReadonlySet<string>, budget: Budget): Sheet {
  const sheet: Sheet = {
    name: table.attributes['table:name'] ?? '',
    isHidden: isHidden(table, hiddenStyles),
    rows: [],
    merged: [],
    notes: [],
    charts: [],
  };
  let row = 0;
  for (const element of rowsOf(table)) {
    const times = count(element, 'table:number-rows-repeated', MAX_ROWS);
    readRow(element, row, sheet, budget);
    const cells = sheet.rows[row];
    if (cells !== undefined) {
      budget.cells -= cells.length * (times - 1);
      if (budget.cells < 0) throw new FoyerError('document.too_large', `More than ${MAX_SHEETS_CELLS} cells`);
      for (let index = 1; index < times; index += 1) sheet.rows[row + index] = cells.slice();
    }
    row += times;
  }
  return sheet;
}

/** The names of styles of tables that are not shown. */
function hiddenTableStyles(content: XmlElement): Set<string> {
  const styles = child(content, 'office:automatic-styles');
  const hidden = (styles === undefined ? [] : elementsOf(styles)).filter(
    style => child(style, 'style:table-properties')?.attributes['table:display'] === 'false',
  );
  return new Set(hidden.map(({ attributes }) => attributes['style:name'] ?? ''));
}

/** Reads a sheet of OpenDocument, which keeps the text that cells show. Throws document.damaged or .too_large. */
export function readOpenDocument(files: OfficePackage): Workbook {
  const content = parsed(files, 'content.xml');
  const body = descend(content ?? undefined, 'office:body', 'office:spreadsheet');
  if (content === null || body === undefined)
    throw new FoyerError('document.damaged', 'The OpenDocument file has no sheets');
  const hiddenStyles = hiddenTableStyles(content);
  const budget: Budget = { cells: MAX_SHEETS_CELLS };
  const sheets = elementsOf(body)
    .filter(({ name }) => name === 'table:table')
    .map(table => ({ ...readTable(table, hiddenStyles, budget), id: '' }));
  const texts = function* (): Generator<string> {
    for (const { rows } of sheets)
      for (const row of rows) for (const cell of row ?? []) if (cell?.kind === 'words') yield cell.text;
  };
  const names = sheets.map(({ name }) => name);
  const about = descend(parsed(files, 'meta.xml') ?? undefined, 'office:meta', 'dc:title');
  const title = about === undefined ? '' : cleanLine(textOf(about));
  return { title: title === '' ? null : title, language: languageOf(names, texts()), sheets, damaged: [] };
}
