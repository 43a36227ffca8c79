import { column, lookUp } from '../rules/audit-conditions.ts';
import type { Audited, Of } from '../rules/audit.ts';
import { columnOf, type TableRules } from '../rules/index.ts';

/** A table whose changes are recorded. */
export type AuditedTable = Omit<Audited, 'clientId'> & Pick<TableRules, 'table'> & { clientId: Of | null };

/** Those of the tables whose changes are recorded. */
export function auditedTables(tables: readonly TableRules[]): AuditedTable[] {
  return tables.flatMap(rules =>
    'leftOut' in rules.audit
      ? []
      : [{ table: rules.table, ...rules.audit, clientId: rules.audit.clientId ?? clientOf(rules, tables) }],
  );
}

/** SQL of the client of a row, by what its rules say. */
function clientOf({ table, client }: TableRules, tables: readonly TableRules[]): Of | null {
  if (typeof client === 'string') return column(columnOf(table, client).name);
  if ('none' in client) return null;
  const parent = tables.find(one => one.table === client.of);
  if (parent === undefined || typeof parent.client !== 'string') return null;
  return lookUp(columnOf(client.of, parent.client).name, client.of, columnOf(table, client.by).name);
}
