import { createDocumentBuilder } from '../document-builder.ts';
import type { ExtractedDocument } from '../ports.ts';
import { readOfficePackage } from './office-package.ts';
import { chartTitles } from './sheets/chart-titles.ts';
import { openExcelPackage } from './sheets/excel-package.ts';
import { readOpenDocument } from './sheets/open-document.ts';
import { readWorkbook } from './sheets/workbook.ts';
import type { Workbook } from './sheets/workbook.ts';
import { beginWriting, warnOfUnread, writeSheets } from './sheets/write-sheets.ts';

const MAX_NAMED = 20;

function written({ title, language, sheets, damaged }: Workbook): ExtractedDocument {
  const builder = createDocumentBuilder();
  const writing = beginWriting(builder);
  writeSheets(sheets, writing, language);
  warnOfUnread(writing);
  builder.warn({
    kind: 'damaged',
    unread: damaged.length,
    total: sheets.length,
    unit: 'files',
    places: damaged.slice(0, MAX_NAMED),
  });
  // A sheet is one of several, and so its name is none for the whole.
  return { ...builder.build(title), heading: null };
}

/** Reads a workbook of Excel (`.xlsx`, `.xlsm`, `.xlsb`), a sheet a page. Throws FoyerError with a `document.*` code. */
export async function extractExcel(bytes: Buffer): Promise<ExtractedDocument> {
  const { parts, bytes: inflated, cutShort } = openExcelPackage(bytes);
  const workbook = readWorkbook(inflated);
  const titlesOf = chartTitles(parts);
  const sheets = workbook.sheets.map(sheet => ({ ...sheet, charts: titlesOf(sheet.id) }));
  return written({ ...workbook, sheets, damaged: [...workbook.damaged, ...cutShort] });
}

/** Reads a workbook of Excel 5 to 2003 (`.xls`). Throws FoyerError with a `document.*` code. */
export async function extractOldExcel(bytes: Buffer): Promise<ExtractedDocument> {
  return written(readWorkbook(bytes));
}

/** Reads a sheet of OpenDocument (`.ods`). Throws FoyerError with a `document.*` code. */
export async function extractOpenDocumentSheet(bytes: Buffer): Promise<ExtractedDocument> {
  return written(readOpenDocument(readOfficePackage(bytes)));
}
