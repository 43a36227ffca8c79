import type { Language } from '#shared/contract/vocabulary.ts';

/** What the spreadsheets of each country expect between two cells. */
const SEPARATOR: Record<Language, string> = { fr: ';', en: ',' };
/** Before everything else: without it, spreadsheets take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\ufeff';
/** A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8';

/** One line of a table for spreadsheets, as those of the language's country read it. */
export function csvLine(cells: readonly (string | number | null)[], language: Language): string {
  return `${cells.map(cell).join(SEPARATOR[language])}\r\n`;
}

/** Quoted always, so that no content can end its cell; what looks like a formula is made a text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
