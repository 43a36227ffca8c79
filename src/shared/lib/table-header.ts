/** Bars between cells; an escaped one is part of a cell. */
const BAR = /(?<!\\)\|/gu;

/**
 * The text of a passage below the header row of its table, when it begins with later rows of one: what each value is
 * then stands above it. Longer than the passage by just that header and its rule.
 */
export function withTableHeader(passage: { text: string; tableHeader: string | null }): string {
  const { text, tableHeader } = passage;
  if (tableHeader === null) return text;
  const columns = Math.max(1, (tableHeader.match(BAR)?.length ?? 0) - 1);
  return `${tableHeader}\n|${' --- |'.repeat(columns)}\n${text}`;
}
