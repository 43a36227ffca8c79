import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type Sqlite from 'better-sqlite3';
import { idsComeAfter } from '#main/platform/new-id.ts';
import * as schema from './schema/index.ts';

/** Ids made from now on sort after all that the database holds, also when the computer's date went back since. */
export function continueIds(sqlite: Sqlite.Database): void {
  for (const table of Object.values(schema)) {
    if (!is(table, SQLiteTable)) continue;
    const { name, columns } = getTableConfig(table);
    if (!columns.some(column => column.name === 'id' && column.primary && column.dataType === 'string'))
      continue;
    // The primary key's index ends with it.
    const newest: unknown = sqlite.prepare(`SELECT max(id) FROM "${name}"`).pluck().get();
    if (typeof newest === 'string') idsComeAfter(newest);
  }
}
