import { count, type SQL } from 'drizzle-orm';
import type { RemovedCounts, RemovedOther } from '#shared/contract/privacy.ts';
import type { Database } from '#main/db/connection.ts';
import type { TableRules } from '#main/db/rules/index.ts';

/** What is removed, as a certificate tells it. */
export type Counted = { removed: Partial<RemovedCounts>; others: RemovedOther[] };

/** How many rows there are, by what a certificate calls them. */
export function countRows(
  database: Database,
  tables: readonly TableRules[],
  theirs: (rules: TableRules) => SQL | null,
): Counted {
  const all: Counted = { removed: {}, others: [] };
  for (const rules of tables) {
    const { counted, table } = rules;
    if (typeof counted === 'object' && !('as' in counted)) continue;
    const rows = theirs(rules);
    if (rows === null) continue;
    const found = database.select({ rows: count() }).from(table).where(rows).get();
    addCount(all, counted, found?.rows ?? 0);
  }
  return all;
}

/** Adds rows of a table to what is told; nothing where they are counted within something else. */
export function addCount({ removed, others }: Counted, counted: TableRules['counted'], rows: number): void {
  if (typeof counted === 'string') removed[counted] = (removed[counted] ?? 0) + rows;
  else if ('as' in counted) others.push({ what: counted.as, count: rows });
}
