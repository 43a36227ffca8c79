import { getTableName } from 'drizzle-orm';
import type { Database } from './connection.ts';
import { columnOf, type TableRules } from './rules/index.ts';

/**
 * Puts what `reseal` returns in place of each sealed text, all in one transaction. It is called with every text that
 * might be sealed and returns the same text to leave it.
 *
 * @returns how many texts were replaced.
 */
export function resealAll(
  database: Database,
  tables: readonly TableRules[],
  reseal: (text: string) => string,
): number {
  const sqlite = database.$client;
  return sqlite.transaction(() => {
    let replaced = 0;
    for (const { table, column, form } of sealedIn(tables)) {
      const name = `"${column.name}"`;
      const from = `"${getTableName(table)}"`;
      const rows = sqlite
        .prepare<[], { rowid: number; stored: string }>(
          `SELECT rowid, ${name} AS stored FROM ${from} WHERE ${name} IS NOT NULL`,
        )
        .all();
      const update = sqlite.prepare(`UPDATE ${from} SET ${name} = ? WHERE rowid = ?`);
      const count = (text: string): string => {
        const next = reseal(text);
        if (next !== text) replaced += 1;
        return next;
      };
      for (const { rowid, stored } of rows) {
        const next = form === 'text' ? count(stored) : JSON.stringify(mapTexts(JSON.parse(stored), count));
        if (next !== stored) update.run(next, rowid);
      }
    }
    return replaced;
  })();
}

/** Everywhere that something sealed is kept. */
function sealedIn(tables: readonly TableRules[]) {
  return tables.flatMap(({ table, sealed }) =>
    Object.entries(sealed).map(([property, form]) => ({ table, column: columnOf(table, property), form })),
  );
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map(item => mapTexts(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapTexts(child, map)]));
}
