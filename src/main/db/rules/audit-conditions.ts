import { getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { AuditAction } from '#shared/contract/audit-actions.ts';
import type { Of } from './audit.ts';

/** The column itself. */
export const column =
  (name: string): Of =>
  row =>
    `${row}.${name}`;

/** A column of the row that another one points at. */
export const lookUp = (wanted: string, table: SQLiteTable, idColumn: string): Of => {
  return row => `(SELECT ${wanted} FROM ${getTableName(table)} WHERE id = ${row}.${idColumn})`;
};

/** The names of the rows that a column lists by their ids, in that order. */
export const namesOf = (table: SQLiteTable, idsColumn: string): Of => {
  return row =>
    `(SELECT group_concat(named.name, ', ') FROM json_each(${row}.${idsColumn}) listed JOIN ${getTableName(table)} named ON named.id = listed.value)`;
};

/** The words by which a person is known in the log. */
export const PERSON = `full_name || ' <' || email || '>'`;

/** Not Foyer's own doing: jobs, the retention. */
export const byPerson = `audit_actor_kind() <> 'system'`;

/** False when the row goes because the one it belongs to goes: SQLite deletes that one first. */
export const stillThere = (table: SQLiteTable, idColumn: string) =>
  `EXISTS (SELECT 1 FROM ${getTableName(table)} WHERE id = OLD.${idColumn})`;

/** False for what belongs to the deed that the same request has just done to the same thing. */
export const notPartOf = (action: AuditAction, targetId: string) =>
  `NOT EXISTS (SELECT 1 FROM audit_events WHERE sequence = (SELECT max(sequence) FROM audit_events)
     AND action = '${action}' AND target_id = ${targetId} AND correlation_id IS audit_correlation_id())`;
