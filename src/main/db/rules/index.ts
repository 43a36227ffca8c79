import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { RemovedCounts } from '#shared/contract/privacy.ts';
import type { Kept, SealedColumn } from './table-rule.ts';

import { ruledTables } from './table-rules.ts';

/** Everywhere that something sealed is kept. */
export const sealedColumns: readonly (SealedColumn & { table: SQLiteTable })[] = ruledTables.flatMap(
  ({ table, rule: { sealed } }) => sealed.map(place => ({ table, ...place })),
);

/** A table whose rows name their client. */
export type OwnedTable = {
  table: SQLiteTable;
  client: SQLiteColumn;
  /** What finds a row in a line of the log; null where none would. */
  id: SQLiteColumn | null;
  counted: keyof RemovedCounts | null;
};

/** Every such table, those that refer to others first: in this order their rows can be removed. */
export const ownedTables: readonly OwnedTable[] = inOrderOfRemoval(
  ruledTables.flatMap(({ table, rule: { owner, counted } }) =>
    'client' in owner ? [{ table, client: owner.client, id: owner.id, counted }] : [],
  ),
);

export type KeptTable = {
  table: SQLiteTable;
  client: SQLiteColumn;
  counted: keyof RemovedCounts | null;
} & Kept;

/** Tables whose rows go with age by themselves, those that refer to others first. */
export const keptTables: readonly KeptTable[] = inOrderOfRemoval(
  ruledTables.flatMap(({ table, rule: { owner, counted, kept } }) =>
    kept !== null && 'client' in owner ? [{ table, client: owner.client, counted, ...kept }] : [],
  ),
);

function inOrderOfRemoval<One extends { table: SQLiteTable }>(tables: readonly One[]): One[] {
  const ordered: One[] = [];
  const left = [...tables];
  while (left.length > 0) {
    // The next one that none of the others refers to.
    const at = left.findIndex(
      ({ table }) => !left.some(other => other.table !== table && refersTo(other.table, table)),
    );
    ordered.push(...left.splice(Math.max(0, at), 1));
  }
  return ordered;
}

function refersTo(table: SQLiteTable, other: SQLiteTable): boolean {
  return getTableConfig(table).foreignKeys.some(key => key.reference().foreignTable === other);
}
