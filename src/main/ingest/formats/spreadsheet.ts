import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { openDocumentPackage } from './opendocument/package.ts';
import { chartTitles, sheetParts } from './sheets/chart-titles.ts';
import { openExcelPackage } from './sheets/excel-package.ts';
import { readOpenDocument } from './sheets/open-document.ts';
import { readWorkbook } from './sheets/workbook.ts';
import type { Workbook } from './sheets/workbook.ts';
import { beginWriting, warnOfUnread, writeSheets } from './sheets/write-sheets.ts';

/** @param uncomputed names of sheets with formulas that have no value */
function written(
  { title, language, sheets, damaged }: Workbook,
  uncomputed: readonly string[] = [],
): ExtractedDocument {
  const builder = createDocumentBuilder();
  const writing = beginWriting(builder);
  writeSheets(sheets, writing, language);
  warnOfUnread(writing);
  builder.warnOf('damaged', damaged, sheets.length);
  builder.warnOf('uncomputed', uncomputed, sheets.length, 'pages');
  // A sheet is one of several, and so its name is none for the whole.
  return { ...builder.build(title), heading: null };
}

/** Reads a workbook of Excel (`.xlsx`, `.xlsm`, `.xlsb`), a sheet a page. Throws FoyerError with a `document.*` code. */
export async function extractExcel(bytes: Buffer): Promise<ExtractedDocument> {
  const { parts, bytes: inflated, cutShort, uncomputed } = openExcelPackage(bytes);
  const workbook = readWorkbook(inflated);
  const names = sheetParts(parts);
  const partOf = ({ id }: { id: string }): string => names.get(id) ?? '';
  const namesOf = (found: ReadonlySet<string>): string[] =>
    workbook.sheets.filter(sheet => found.has(partOf(sheet))).map(({ name }) => name);
  const sheets = workbook.sheets.map(sheet => ({ ...sheet, charts: chartTitles(parts, partOf(sheet)) }));
  const damaged = [...new Set([...workbook.damaged, ...namesOf(cutShort)])];
  return written({ ...workbook, sheets, damaged }, namesOf(uncomputed));
}

/** Reads a workbook of Excel 5 to 2003 (`.xls`). Throws FoyerError with a `document.*` code. */
export async function extractOldExcel(bytes: Buffer): Promise<ExtractedDocument> {
  return written(readWorkbook(bytes));
}

/** Reads a sheet of OpenDocument (`.ods`). Throws FoyerError with a `document.*` code. */
export async function extractOpenDocumentSheet(bytes: Buffer): Promise<ExtractedDocument> {
  return written(readOpenDocument(openDocumentPackage(bytes)));
}
