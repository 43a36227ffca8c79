import type { Language } from '#shared/contract/vocabulary.ts';
import { BYTE_ORDER_MARK, csvLine } from '#shared/lib/csv.ts';
import type { Column } from './column.ts';

/** What a file has of a column of a table; columns without `cell` are left out. */
export type FileColumn<Row> = Pick<Column<Row, string>, 'label' | 'fileLabel' | 'cell'>;

/** So many rows a browser writes at once without holding up the page or the core. */
export const FILE_MAX_ROWS = 50_000;

export type TableFile = { content: string; rows: number; cutOff: boolean };

/**
 * A table as a file for spreadsheets, with the columns and words that are shown: every row of `pages`, at most
 * `FILE_MAX_ROWS`. `onRows` is told how many there are so far.
 */
export async function tableFile<Row>(
  columns: readonly FileColumn<Row>[],
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  language: Language,
  onRows: (rows: number) => void,
): Promise<TableFile> {
  const written = columns.flatMap(({ label, fileLabel = label, cell }) =>
    cell === undefined ? [] : [{ label: fileLabel, cell }],
  );
  const head = csvLine(
    written.map(({ label }) => label),
    language,
  );
  const pieces = [BYTE_ORDER_MARK + head];
  let rows = 0;
  for await (const page of pages) {
    const taken = page.slice(0, FILE_MAX_ROWS - rows);
    for (const row of taken) {
      pieces.push(
        csvLine(
          written.map(({ cell }) => cell(row)),
          language,
        ),
      );
    }
    rows += taken.length;
    onRows(rows);
    if (taken.length < page.length) return { content: pieces.join(''), rows, cutOff: true };
  }
  return { content: pieces.join(''), rows, cutOff: false };
}

/** `cles-d-api-2026-03-12.csv`: what the table is called, and the day, in letters that every system takes. */
export function tableFileName(label: string, day: Date): string {
  const words = label
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const two = (part: number) => String(part).padStart(2, '0');
  return `${words}-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.csv`;
}
