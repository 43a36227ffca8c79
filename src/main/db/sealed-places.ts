import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from './connection.ts';
import { models, settings, users } from './schema/index.ts';

type SealedPlace = {
  table: SQLiteTable;
  /** Name of the column in the schema. */
  column: string;
  /** `text`: the whole column is one sealed text. `json`: sealed texts may stand anywhere in it. */
  form: 'text' | 'json';
};

/** Everywhere that something sealed is kept. Columns named `sealed…` that are not here fail a test. */
export const sealedPlaces: readonly SealedPlace[] = [
  { table: models, column: 'sealedKey', form: 'text' },
  { table: users, column: 'sealedSecondFactor', form: 'text' },
  { table: settings, column: 'value', form: 'json' },
];

/**
 * Puts what `reseal` returns in place of each sealed text, all in one transaction. It is called with every text that
 * might be sealed and returns the same text to leave it.
 *
 * @returns how many texts were replaced.
 */
export function resealAll(database: Database, reseal: (text: string) => string): number {
  const sqlite = database.$client;
  return sqlite.transaction(() => {
    let replaced = 0;
    for (const { table, column, form } of sealedPlaces) {
      const name = `"${getTableColumns(table)[column]?.name ?? column}"`;
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

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map(item => mapTexts(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapTexts(child, map)]));
}
