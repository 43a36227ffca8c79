import { sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** Rows whose column has the id in it. */
export const holds = (column: SQLiteColumn, id: string): SQL =>
  sql`instr(coalesce(${column}, ''), ${id}) > 0`;

/** Rows whose column has the word, in lower case, in it as it may be written. */
export const holdsWord = (column: SQLiteColumn, word: string): SQL =>
  sql`instr(lower(coalesce(${column}, '')), ${word}) > 0`;
