import type { Language } from '../contract/vocabulary.ts';

/** What the spreadsheets of each country expect between two cells. */
const SEPARATOR: Record<Language, string> = { fr: ';', en: ',' };
const DECIMAL_SIGN: Record<Language, string> = { fr: ',', en: '.' };
/** Before everything else: without it, spreadsheets take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\ufeff';
/** A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8';

export type CsvCell = string | number | Date | null;

/** One line of a table for spreadsheets, as those of the language's country read it. */
export function csvLine(cells: readonly CsvCell[], language: Language): string {
  return `${cells.map(each => cell(each, language)).join(SEPARATOR[language])}\r\n`;
}

/** Texts are quoted always, so that no content can end its cell; what looks like a formula is made a text. */
function cell(value: CsvCell, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'number') return withDecimalSign(value, language);
  if (value instanceof Date) return minuteOf(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

function withDecimalSign(value: number, language: Language): string {
  return String(value).replace('.', DECIMAL_SIGN[language]);
}

/** `2026-03-12 10:02`, by the clock of whoever asks: what every spreadsheet takes for a date, and sorts as one. */
function minuteOf(instant: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [instant.getFullYear(), two(instant.getMonth() + 1), two(instant.getDate())].join('-');
  return `${day} ${two(instant.getHours())}:${two(instant.getMinutes())}`;
}
