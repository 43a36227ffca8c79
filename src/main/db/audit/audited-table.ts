import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { AuditAction } from '#shared/contract/audit-actions.ts';

/** The two sides of a change, as triggers call them. */
export type Row = 'OLD' | 'NEW';

/** An SQL expression about one side of a change. */
export type Of = (row: Row) => string;

/**
 * `watched`: what it was and what it became are recorded. `masked`: only that it changed. `ignored`: bookkeeping of
 * Foyer itself (dates, counters), recorded nowhere. A reference is watched with the name of what it points at, which
 * may be gone when the log is read.
 */
export type Treatment = 'watched' | 'masked' | 'ignored' | { name: Of };

export type AuditedEvent = {
  on: 'insert' | 'update' | 'delete';
  action: AuditAction;
  /** For updates: only when one of these changed; left out, any that is watched or masked. */
  of?: readonly string[];
  /** SQL conditions, all of which must hold. */
  when?: readonly string[];
  /** SQL of the account that acts, when nobody is signed in yet. */
  actor?: string;
};

export type AuditedTable = {
  table: SQLiteTable;
  /** How each column is treated, by its name in the schema. */
  columns: Readonly<Record<string, Treatment>>;
  /** What it happened to: its id, and words by which a person knows it. */
  targetId: Of;
  targetLabel: Of;
  clientId: Of | null;
  events: readonly AuditedEvent[];
};

export type ExemptTable = { table: SQLiteTable; exempt: string };

type Columns<Table extends SQLiteTable> = Readonly<Record<keyof Table['_']['columns'] & string, Treatment>>;

/** A table whose changes are recorded. A column that is not treated does not compile. */
export function audited<Table extends SQLiteTable>(
  table: Table,
  rules: Omit<AuditedTable, 'table' | 'columns'> & { columns: Columns<Table> },
): AuditedTable {
  return { table, ...rules };
}

/** A table whose changes are not recorded, and why. */
export function exempt(table: SQLiteTable, reason: string): ExemptTable {
  return { table, exempt: reason };
}
