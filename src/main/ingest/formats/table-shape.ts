import { readCsv } from '#main/platform/csv-reading.ts';

/** What parts the cells of a table in text. */
const SEPARATORS = ['\t', ';', ',', '|'] as const;
type Separator = (typeof SEPARATORS)[number];

const NAMED_TABLE = /\.(?:csv|tsv|tab)$/iu;
/** The line by which Excel is told what parts the cells. */
const SEPARATOR_LINE = /^\ufeff?sep=([;,\t|])\r?\n/iu;
/** Below what the detection of types looks at, so that the end of its sample is never taken for that of a row. */
const SAMPLE_CHARACTERS = 16 * 1024;
/** Rows that have as many cells as most have, in a file that says it is a table; in others all have. */
const MIN_EVEN_SHARE = 0.5;
const MIN_ROWS = { named: 2, unnamed: 3 };
/** Words of a name of a column. */
const MAX_NAME_CHARACTERS = 60;
/** In prose a space follows a comma. */
const MAX_SPACED_SHARE = 0.2;
/** Marks of programs, and rules of tables in Markdown. */
const NO_NAME = /^[{[(<]|[{}<>=]|^[-:\s]*$|[.!?]$/u;

type Shape = { separator: Separator; columns: number; evenness: number; rows: string[][] };

function shapeWith(separator: Separator, sample: string): Shape | null {
  const rows = readCsv(sample, separator).map(({ cells }) => cells);
  const counts = new Map<number, number>();
  for (const cells of rows) {
    // A line that ends with the separator is no row of two cells.
    const isRow = cells.filter(cell => cell.trim() !== '').length > 1;
    if (isRow) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const [columns, most] = [...counts].reduce(
    (best, next) => (next[0] > 1 && next[1] > best[1] ? next : best),
    [0, 0],
  );
  return columns < 2 ? null : { separator, columns, evenness: most / rows.length, rows };
}

/** The sample up to its last whole row: what was cut is no row, and a quotation that was cut would never end. */
function wholeRows(text: string): string {
  if (text.length <= SAMPLE_CHARACTERS) return text;
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const isOpen = sample.split('"').length % 2 === 0;
  const end = sample.lastIndexOf('\n', isOpen ? sample.lastIndexOf('"') : undefined);
  return end === -1 ? sample : sample.slice(0, end);
}

/** Whether a cell is a number, an amount, a date or a time. */
export function isNumberCell(cell: string): boolean {
  return /\d/u.test(cell) && /^[\s\d.,'’%€$£+\-/:()]*$/u.test(cell.trim());
}

/** Whether a row is names of columns: short words, each but once. */
function isNameRow(cells: readonly string[]): boolean {
  const names = cells.map(cell => cell.trim());
  return (
    new Set(names).size === names.length &&
    names.every(
      name =>
        name.length > 0 && name.length <= MAX_NAME_CHARACTERS && !isNumberCell(name) && !NO_NAME.test(name),
    )
  );
}

function spacedShare(sample: string, separator: Separator): number {
  const bare = sample.replaceAll(/"[^"]*"/gu, '');
  const all = bare.split(separator).length - 1;
  return all === 0 ? 0 : (bare.split(`${separator} `).length - 1) / all;
}

function isPipeTable(sample: string): boolean {
  return /^\s*\|.*\|\s*$/mu.test(sample);
}

/** A table that nothing says to be one: even rows under names of columns. */
function looksLikeTable({ separator, columns, rows }: Shape, sample: string): boolean {
  return (
    rows.length >= MIN_ROWS.unnamed &&
    rows.every(cells => cells.length === columns) &&
    isNameRow(rows[0] ?? []) &&
    spacedShare(sample, separator) <= MAX_SPACED_SHARE
  );
}

/**
 * What parts the cells of a text that is a table, or null for any other text. One that is named so, or begins with
 * `sep=`, may have uneven rows and titles above its header; another is a table only where all its rows are even.
 */
export function tableSeparator(text: string, fileName: string): Separator | null {
  const named = SEPARATOR_LINE.exec(text)?.[1];
  if (named !== undefined) return SEPARATORS.find(separator => separator === named) ?? null;
  const sample = wholeRows(text);
  if (isPipeTable(sample)) return null;
  const isNamed = NAMED_TABLE.test(fileName);
  const shapes = SEPARATORS.flatMap(separator => {
    // Most texts have no more than one of them: the others cost nothing.
    const shape = sample.includes(separator) ? shapeWith(separator, sample) : null;
    return shape === null ? [] : [shape];
  }).filter(shape =>
    isNamed
      ? shape.rows.length >= MIN_ROWS.named && shape.evenness >= MIN_EVEN_SHARE
      : looksLikeTable(shape, sample),
  );
  const best = shapes.toSorted((a, b) => b.evenness - a.evenness || b.columns - a.columns)[0];
  return best?.separator ?? null;
}
