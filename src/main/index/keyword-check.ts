import type { Database } from 'better-sqlite3';
import { storageFaultOf } from '#main/platform/storage-faults.ts';
import { EVERY_PASSAGE, keywordTable } from './keyword-table.ts';
import type { KeywordVerdict } from './ports.ts';

/**
 * Compares a client's full-text table with its passages. The quick look counts (tens of milliseconds for 100,000
 * passages): passages without an entry, entries without a passage, and whether every entry has the term that each
 * must have. The thorough one reads every posting and compares their sum with the lengths noted for each passage (about
 * a second for 100,000). Throws what SQLite says when the database itself cannot be read.
 */
export function checkKeywordIndex(
  database: Database,
  clientId: string,
  { thorough }: { thorough: boolean },
): KeywordVerdict {
  try {
    // One snapshot: what is written meanwhile is no fault. Where SQLite finds no memory, it undoes the whole of it.
    return database.transaction(() => compare(database, clientId, thorough))();
  } catch (error) {
    const fault = storageFaultOf(error);
    if (fault === 'index' || (fault === 'memory' && hasMemory(database))) return 'damaged';
    throw error;
  }
}

function compare(database: Database, clientId: string, thorough: boolean): KeywordVerdict {
  const table = keywordTable(clientId);
  const passages = count(database, 'SELECT count(*) FROM chunks WHERE client_id = ?', clientId);
  const exists = count(
    database,
    "SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name = ?",
    table,
  );
  if (exists === 0) return passages === 0 ? 'whole' : 'missing';
  try {
    const entries = count(database, `SELECT count(*) FROM main.${table}_docsize`);
    const found = count(
      database,
      `SELECT count(*) FROM chunks c WHERE c.client_id = ? AND EXISTS (SELECT 1 FROM main.${table}_docsize s WHERE s.id = c.id)`,
      clientId,
    );
    if (entries !== passages || found !== passages) return 'incomplete';
    if (passages === 0 && !thorough) return 'whole';
    database.exec(
      `CREATE VIRTUAL TABLE IF NOT EXISTS temp.check_${table} USING fts5vocab('main', '${table}', 'col')`,
    );
    const marked = count(
      database,
      `SELECT coalesce(max(doc), 0) FROM temp.check_${table} WHERE term = ? AND col = 'title'`,
      EVERY_PASSAGE,
    );
    if (marked !== passages) return 'damaged';
    return !thorough || addsUp(database, table) ? 'whole' : 'damaged';
  } finally {
    database.exec(`DROP TABLE IF EXISTS temp.check_${table}`);
  }
}

/** Far more than a look at a whole table takes: where there is as much, a table that finds too little is damaged. */
const MEMORY_OF_A_LOOK = 8 * 1024 * 1024;

function hasMemory(database: Database): boolean {
  return count(database, `SELECT length(randomblob(${MEMORY_OF_A_LOOK}))`) === MEMORY_OF_A_LOOK;
}

function count(database: Database, sql: string, ...values: string[]): number {
  return (
    database
      .prepare<string[], number>(sql)
      .pluck()
      .get(...values) ?? 0
  );
}

/** Whether there are as many postings of each column as FTS5 noted words of the passages. */
function addsUp(database: Database, table: string): boolean {
  const held = { title: 0, text: 0 };
  const sums = database.prepare<[], { col: string; words: number }>(
    `SELECT col, sum(cnt) AS words FROM temp.check_${table} GROUP BY col`,
  );
  for (const { col, words } of sums.all()) if (col === 'title' || col === 'text') held[col] = words;
  const noted = { title: 0, text: 0 };
  const sizes = database.prepare<[], Buffer>(`SELECT sz FROM main.${table}_docsize`).pluck();
  for (const size of sizes.iterate()) {
    const [title = 0, text = 0] = varints(size);
    noted.title += title;
    noted.text += text;
  }
  return held.title === noted.title && held.text === noted.text;
}

/** SQLite's variable-length integers; these are word counts, far from the eighth byte. */
function varints(bytes: Buffer): number[] {
  const values: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    values.push(value);
    value = 0;
  }
  return values;
}
