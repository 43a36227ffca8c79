import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { TableRules } from './table-rules.ts';

/** A column by its name in the schema. */
export function columnOf(table: SQLiteTable, property: string): SQLiteColumn {
  const column = getTableColumns(table)[property];
  if (!column) throw new Error(`${getTableName(table)} has no column ${property}`);
  return column;
}

const singleKeyOf = (table: SQLiteTable) =>
  Object.values(getTableColumns(table)).find(column => column.primary);

/** By what its rows are read page by page: its key, or where that is of several columns the order of insertion. */
export function orderOf(table: SQLiteTable): SQL {
  return sql`${singleKeyOf(table) ?? sql`${table}.rowid`}`;
}

/** The one column by which others name its rows. */
export function keyOf(table: SQLiteTable): SQLiteColumn {
  const key = singleKeyOf(table);
  if (!key) throw new Error(`${getTableName(table)} has no primary key of one column`);
  return key;
}

/** The name of that column in the schema. */
export const keyNameOf = (table: SQLiteTable): string => propertyOf(table, keyOf(table));

/** The name of a column in the schema. */
export function propertyOf(table: SQLiteTable, column: SQLiteColumn): string {
  const found = Object.entries(getTableColumns(table)).find(([, one]) => one === column);
  if (!found) throw new Error(`${getTableName(table)} has no column ${column.name}`);
  return found[0];
}

/** What finds a row in a line of the log; null where nothing would. */
export function loggedIdOf(table: SQLiteTable): SQLiteColumn | null {
  const id = getTableColumns(table)['id'];
  return id?.primary && id.dataType === 'string' ? id : null;
}

export type Reference = { column: SQLiteColumn; to: SQLiteTable; onDelete: string | undefined };

/** What the columns of a table refer to. */
export function referencesOf(table: SQLiteTable): Reference[] {
  return getTableConfig(table).foreignKeys.flatMap(key => {
    const { columns, foreignTable } = key.reference();
    return columns.map(column => ({ column, to: foreignTable, onDelete: key.onDelete }));
  });
}

/** Those that refer to others first: in this order their rows can be removed. */
export function inOrderOfRemoval(tables: readonly TableRules[]): TableRules[] {
  const referred = new Map(tables.map(({ table }) => [table, referencesOf(table).map(({ to }) => to)]));
  const ordered: TableRules[] = [];
  const left = [...tables];
  while (left.length > 0) {
    // The next one that none of the others refers to.
    const at = left.findIndex(
      ({ table }) => !left.some(other => other.table !== table && referred.get(other.table)?.includes(table)),
    );
    ordered.push(...left.splice(Math.max(0, at), 1));
  }
  return ordered;
}
