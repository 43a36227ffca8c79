import { CsvError, parse } from 'csv-parse/sync';

/** A record of a table, with the line of the file it begins on, from 1. */
export type CsvRecord = { line: number; cells: string[] };

const SEPARATORS = [';', ',', '\t'] as const;
/** How Excel names the separator in the file itself. */
const NAMED_SEPARATOR = /^\ufeff?sep=(.)\r?\n/iu;

/**
 * Reads a table as spreadsheets write it (RFC 4180, with semicolons, commas or tabs, with or without a byte order mark).
 * Empty lines are left out. Never throws: where a quotation does not end, quotation marks are taken as they stand.
 *
 * @param known what parts the cells, where the file does not say it and its head is no guide
 */
export function readCsv(text: string, known?: string): CsvRecord[] {
  const named = NAMED_SEPARATOR.exec(text);
  const content = named === null ? text : text.slice(named[0].length);
  const separator = named?.[1] ?? known ?? separatorOf(content);
  const before = named === null ? 0 : 1;
  try {
    return records(content, separator, '"', before);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return records(content, separator, false, before);
  }
}

type Parsed = { record: string[]; info: { lines: number } };

function records(text: string, delimiter: string, quote: '"' | false, before: number): CsvRecord[] {
  const parsed = parse(text, {
    bom: true,
    delimiter,
    quote,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  }) as unknown as Parsed[]; // `info` changes the shape, which the types of the library do not say
  return parsed.map(({ record, info }) => ({ line: before + info.lines - breaksIn(record), cells: record }));
}

function breaksIn(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + cell.split(/\r\n|\r|\n/u).length - 1, 0);
}

/** The one that parts the head into most cells. */
function separatorOf(content: string): string {
  const head = content.slice(0, content.search(/\r?\n|$/u)).replaceAll(/"[^"]*"/gu, '');
  const counts = SEPARATORS.map(sign => ({ sign, count: head.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ';';
}

/** A cell that a spreadsheet was kept from taking for a formula, as it was. */
export function withoutFormulaMark(cell: string): string {
  return /^'[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell;
}
