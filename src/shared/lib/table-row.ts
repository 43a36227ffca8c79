/** A row between the names of columns and the rows below: `| --- | :-: |`. */
const RULE_ROW = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;
/** A row as tables are stored. */
const ROW = /^\s*\|.*\|\s*$/;
/** What is left of a row that a passage was cut from: its end, then its beginning. */
const ROW_END = /^[^|\n]+\S\s*(?<!\\)\|(.*\|)?\s*$/;
const ROW_BEGINNING = /^\s*\|.*[^|\s]\s*$/;
/** An escaped bar is part of a cell. */
const BAR = /(?<!\\)\|/;

export const isRuleRow = (line: string): boolean => RULE_ROW.test(line);

/** The cells of a row (`| Name | Price |`), as they read. */
export function rowCells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(BAR).map(cell => cell.trim().replaceAll('\\|', '|'));
}

/**
 * A row as a person would say it: `Name: Ada · Room: 12`, empty cells left out. Of two columns the first names the
 * second, and needs no other name.
 *
 * @param columns what the columns are called; null when nobody knows
 */
export function rowInWords(
  cells: readonly string[],
  columns: readonly string[] | null,
  language: string,
): string {
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  if (cells.length === 2 && cells.every(cell => cell !== '')) return cells.join(colon);
  return cells
    .flatMap((cell, index) => {
      const name = columns?.[index] ?? '';
      return cell === '' ? [] : [name === '' || cells.length < 3 ? cell : `${name}${colon}${cell}`];
    })
    .join(' · ');
}

/**
 * A text in which rows of tables read as words, a line each; all else stays as it is.
 *
 * @param header the row that names the columns of the rows it begins with, where it does not hold it itself
 */
export function tablesInWords(text: string, header: string | null, language: string): string {
  const lines = text.split('\n');
  let columns = header === null ? null : rowCells(header);
  const words: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 && ROW_END.test(line)) words.push(rowInWords(rowCells(line), null, language));
    else if (index === lines.length - 1 && index > 0 && ROW_BEGINNING.test(line))
      words.push(rowInWords(rowCells(line), columns, language));
    else if (!ROW.test(line)) {
      columns = null;
      words.push(line);
    } else if (isRuleRow(lines[index + 1] ?? '') && !isRuleRow(line)) {
      columns = rowCells(line);
      // A table of names alone has nothing else to say.
      if (!ROW.test(lines[index + 2] ?? '')) words.push(columns.filter(cell => cell !== '').join(' · '));
    } else if (!isRuleRow(line)) words.push(rowInWords(rowCells(line), columns, language));
  }
  return words.join('\n');
}
