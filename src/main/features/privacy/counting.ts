import { count, type SQL } from 'drizzle-orm';
import type { RemovedCounts } from '#shared/contract/privacy.ts';
import type { Database } from '#main/db/connection.ts';
import type { TableRules } from '#main/db/rules/index.ts';

/** How many rows there are, by what a certificate calls them. */
export function countByKind(
  database: Database,
  tables: readonly TableRules[],
  theirs: (rules: TableRules) => SQL | null,
): Partial<RemovedCounts> {
  const counts: Partial<RemovedCounts> = {};
  for (const rules of tables) {
    const { counted, table } = rules;
    const rows = typeof counted === 'string' ? theirs(rules) : null;
    if (typeof counted !== 'string' || rows === null) continue;
    const found = database.select({ rows: count() }).from(table).where(rows).get();
    counts[counted] = (counts[counted] ?? 0) + (found?.rows ?? 0);
  }
  return counts;
}
