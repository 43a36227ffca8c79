/** A record of a table, with the line of the file it begins on, from 1. */
export type CsvRecord = { line: number; cells: string[] };

const SEPARATORS = [';', ',', '\t'] as const;

/**
 * Reads a table as spreadsheets write it (RFC 4180, with semicolons, commas or tabs, with or without a byte order mark).
 * Empty lines are left out. Never throws: what is quoted and not ended goes to the end of the text.
 */
export function readCsv(text: string): CsvRecord[] {
  const content = text.replace(/^\ufeff/u, '');
  const separator = separatorOf(content);
  const records: CsvRecord[] = [];
  let record: CsvRecord = { line: 1, cells: [] };
  let cell = '';
  let quoted = false;
  let line = 1;
  const endCell = () => {
    record.cells.push(cell);
    cell = '';
  };
  const endRecord = () => {
    endCell();
    if (record.cells.some(each => each.trim() !== '')) records.push(record);
    record = { line: line + 1, cells: [] };
  };
  for (let at = 0; at < content.length; at += 1) {
    const sign = content[at];
    if (quoted) {
      if (sign === '"' && content[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === separator) endCell();
    else if (sign === '\n') endRecord();
    else if (sign !== '\r') cell += sign;
    if (sign === '\n') line += 1;
  }
  endRecord();
  return records;
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
