import { sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** `in`, for a statement that is prepared once: how many values there are is known when it runs. @param values JSON of them */
export function oneOf(column: SQLiteColumn, values: Placeholder): SQL {
  return sql`${column} in (select value from json_each(${values}))`;
}
