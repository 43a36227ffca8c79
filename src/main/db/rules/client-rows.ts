import { eq, inArray, type SQL } from 'drizzle-orm';
import type { Database } from '../connection.ts';
import { columnOf, keyOf } from './columns.ts';
import type { TableRules } from './table-rules.ts';

/** Which rows of a table are those of a client, as SQL; null where none are. */
export function rowsOfClient(
  database: Database,
  tables: readonly TableRules[],
  rules: TableRules,
  clientId: string,
): SQL | null {
  const { table, client, eraseClient } = rules;
  if (typeof eraseClient === 'object' && 'delete' in eraseClient && 'rows' in eraseClient.delete)
    return eraseClient.delete.rows(clientId) ?? null;
  if (typeof client === 'string') return eq(columnOf(table, client), clientId);
  if ('none' in client) return null;
  const parent = tables.find(one => one.table === client.of);
  const theirs = parent === undefined ? null : rowsOfClient(database, tables, parent, clientId);
  if (theirs === null) return null;
  const key = keyOf(client.of);
  return inArray(columnOf(table, client.by), database.select({ key }).from(client.of).where(theirs));
}
