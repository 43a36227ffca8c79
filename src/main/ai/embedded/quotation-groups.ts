import type { Word } from '#main/language/tokenise.ts';
import type { Quotable } from './sentences.ts';

/** Longest quotation, in words: what a person reads at a glance. */
export const LONGEST_QUOTE_WORDS = 90;

/** A quotable with its words and the question terms found in it. */
export type Analysed = { quotable: Quotable; words: readonly Word[]; found: ReadonlyMap<number, number> };

/** What is quoted together: [first, last] among the quotables of a passage. */
export type Group = {
  first: number;
  last: number;
  kind: Quotable['kind'] | 'list';
  /** Index of the row that names the columns, for a row of a table. */
  header: number | null;
};

/** The first row of the table a row belongs to, or null when it is that row or when there is no table. */
function headerOf(quotables: readonly Quotable[], index: number): number | null {
  let first = index;
  while (quotables[first]?.kind === 'table-row' && quotables[first - 1]?.kind === 'table-row') first -= 1;
  return first === index ? null : first;
}

/** The last row of a table, or of what is short enough to be quoted. */
function lastRow(quotables: readonly Quotable[], header: number): number {
  let last = header;
  let words = countWords(quotables[header]?.text ?? '');
  for (let next = header + 1; quotables[next]?.kind === 'table-row'; next += 1) {
    words += countWords(quotables[next]?.text ?? '');
    if (words > LONGEST_QUOTE_WORDS) break;
    last = next;
  }
  return last;
}

export function countWords(text: string): number {
  return text.split(' ').length;
}

/** Quotables that are quoted together: a list with the line that announces it, everything else alone. No headings. */
export function groupsOf(sentences: readonly Analysed[]): Group[] {
  const quotables = sentences.map(({ quotable }) => quotable);
  const groups: Group[] = [];
  for (const [index, quotable] of quotables.entries()) {
    if (quotable.kind === 'heading') continue;
    if (quotable.kind === 'table-row') {
      const header = headerOf(quotables, index);
      const last = header === null ? lastRow(quotables, index) : index;
      // A row answers by its own words; the whole table only when none of its rows does.
      const rows = sentences.slice(index + 1, last + 1);
      if (
        header !== null ? sentences[index]?.found.size !== 0 : rows.every(({ found }) => found.size === 0)
      ) {
        groups.push({ first: index, last, kind: 'table-row', header });
      }
      continue;
    }
    const items = quotables.filter(other => other.announcedBy === index).length;
    if (items === 0) {
      // An announcement without its list says nothing.
      if (!quotable.text.endsWith(':'))
        groups.push({ first: index, last: index, kind: quotable.kind, header: null });
      continue;
    }
    let last = index;
    let words = countWords(quotable.text);
    for (let next = index + 1; next <= index + items; next += 1) {
      words += countWords(quotables[next]?.text ?? '');
      if (words > LONGEST_QUOTE_WORDS && last > index) break;
      last = next;
    }
    groups.push({ first: index, last, kind: 'list', header: null });
  }
  return groups;
}
