import type { Language } from '#shared/contract/vocabulary.ts';
import type { CsvCell } from '#shared/lib/csv.ts';
import type { Column, Sorted } from './column.ts';

/** A list that is there whole, in the order of its column: as people sort words, what is empty first. */
export function sortedInPlace<Row, Sort extends string>(
  rows: readonly Row[],
  columns: readonly Pick<Column<Row, Sort>, 'sort' | 'cell'>[],
  { by, order }: Sorted<Sort>,
  language: Language,
): Row[] {
  const cell = columns.find(({ sort }) => sort === by)?.cell;
  if (cell === undefined) return [...rows];
  const words = new Intl.Collator(language, { numeric: true });
  const compared = rows.toSorted((one, other) => compare(cell(one), cell(other), words));
  return order === 'asc' ? compared : compared.toReversed();
}

function compare(one: CsvCell, other: CsvCell, words: Intl.Collator): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  if (typeof one === 'string' || typeof other === 'string') return words.compare(String(one), String(other));
  return Number(one) - Number(other);
}
