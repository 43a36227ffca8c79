import { getTableColumns, getTableName } from 'drizzle-orm';
import { PERSON } from '../rules/audit-conditions.ts';
import type { AuditedEvent, Row } from '../rules/audit.ts';
import type { AuditedTable } from './audited-tables.ts';
import { recordedColumns, recordedValue } from './compose.ts';

/** Columns of an entry, by the names under which `audit_value` knows them. */
const EVENT_COLUMNS = {
  sequence: 'sequence',
  at: 'at',
  actor_kind: 'actorKind',
  actor_id: 'actorId',
  action: 'action',
  target_id: 'targetId',
  client_id: 'clientId',
  correlation_id: 'correlationId',
  details_digest: 'detailsDigest',
  mac: 'mac',
};
const DETAIL_COLUMNS = {
  sequence: 'sequence',
  actor_label: 'actorLabel',
  target_label: 'targetLabel',
  address: 'address',
  user_agent: 'userAgent',
  before: 'before',
  after: 'after',
};

/** Where the chain ends now: its last entry's number, or the one that is known to have been there, and signature. */
export const LAST_SEQUENCE = `max(
    coalesce((SELECT sequence FROM audit_head WHERE id = 1), 0),
    coalesce((SELECT max(sequence) FROM audit_events), 0))`;
export const LAST_MAC = `coalesce((SELECT mac FROM audit_events ORDER BY sequence DESC LIMIT 1), '')`;

/** Name of the account or key that acts. `fallback`: SQL of the account when nobody is signed in yet. */
export const actorLabel = (fallback: string) =>
  `coalesce((SELECT ${PERSON} FROM users WHERE id = audit_actor_id(${fallback})),
    (SELECT name FROM api_keys WHERE id = audit_actor_id(${fallback})))`;

const insert = (table: string, columns: Record<string, string>) =>
  `INSERT INTO ${table} (${Object.keys(columns)
    .map(name => `"${name}"`)
    .join(', ')}) VALUES (${Object.values(columns)
    .map(name => `audit_value('${name}')`)
    .join(', ')});`;

/** Writes what was composed: the entry, its details, where the chain ends now. */
export const WRITE_STATEMENTS = [
  insert('audit_events', EVENT_COLUMNS),
  insert('audit_details', DETAIL_COLUMNS),
  `UPDATE audit_head SET sequence = audit_value('sequence'), mac = audit_value('headMac') WHERE id = 1;`,
];

/**
 * Entries are only added. These stay in the file, so that they hold for every program that opens it. Details may
 * be deleted (a person's right), never changed.
 */
export const APPEND_ONLY = [
  refusal('audit_events_unchanged', 'BEFORE UPDATE ON audit_events', null),
  refusal('audit_events_kept', 'BEFORE DELETE ON audit_events', null),
  refusal(
    'audit_events_in_order',
    'BEFORE INSERT ON audit_events',
    'NEW.sequence <= (SELECT max(sequence) FROM audit_events)',
  ),
  refusal('audit_details_unchanged', 'BEFORE UPDATE ON audit_details', null),
];

function refusal(name: string, moment: string, when: string | null): string {
  return `CREATE TRIGGER IF NOT EXISTS ${name} ${moment} ${when === null ? '' : `WHEN ${when} `}BEGIN
    SELECT RAISE(ABORT, 'The audit log is only added to');
  END`;
}

/** A table and one of its events, found again by its place in the list: the number that a trigger hands over. */
export type WatchedEvent = { rules: AuditedTable; event: AuditedEvent };

export function watchedEvents(tables: readonly AuditedTable[]): WatchedEvent[] {
  return tables.flatMap(rules => rules.events.map(event => ({ rules, event })));
}

/**
 * The triggers that record every change in the transaction that makes it. Temporary: they belong to the one
 * connection that writes, whose functions they call, and other programs can still open the file.
 */
export function recordingTriggers(watched: readonly WatchedEvent[]): string[] {
  return watched.map(({ rules, event }, index) => {
    const table = getTableName(rules.table);
    const of = (row: Row) =>
      recordedColumns(rules).map(([property, column]) => recordedValue(rules, property, column, row));
    const side: Row = event.on === 'delete' ? 'OLD' : 'NEW';
    const fallback = event.actor ?? 'NULL';
    const handed = [
      String(index),
      LAST_SEQUENCE,
      LAST_MAC,
      rules.targetId(side),
      rules.targetLabel(side),
      rules.clientId === null ? 'NULL' : rules.clientId(side),
      fallback,
      actorLabel(fallback),
      ...(event.on === 'insert' ? [] : of('OLD')),
      ...(event.on === 'delete' ? [] : of('NEW')),
    ];
    return `CREATE TEMP TRIGGER audit_${index}_${table} AFTER ${moment(rules, event)} ON main."${table}"
      WHEN ${conditions(rules, event)}
      BEGIN
        SELECT audit_compose(${handed.join(', ')});
        ${WRITE_STATEMENTS.join('\n')}
      END`;
  });
}

function changing(rules: AuditedTable, event: AuditedEvent): string[] {
  if (event.of === undefined) return recordedColumns(rules).map(([, column]) => column.name);
  const columns = getTableColumns(rules.table);
  return event.of.map(property => columns[property]?.name ?? property);
}

function moment(rules: AuditedTable, event: AuditedEvent): string {
  if (event.on !== 'update') return event.on.toUpperCase();
  return `UPDATE OF ${changing(rules, event)
    .map(name => `"${name}"`)
    .join(', ')}`;
}

function conditions(rules: AuditedTable, event: AuditedEvent): string {
  const differs =
    event.on === 'update'
      ? [
          changing(rules, event)
            .map(name => `OLD."${name}" IS NOT NEW."${name}"`)
            .join(' OR '),
        ]
      : [];
  // What needs a call out of SQLite comes last: most rows change in columns that nobody watches.
  return [...differs, ...(event.when ?? []), 'audit_listens()']
    .map(condition => `(${condition})`)
    .join(' AND ');
}
