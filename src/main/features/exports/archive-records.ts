import { and, asc, count, eq, gt, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '#main/db/connection.ts';
import type { ArchiveList, ArchivePart, Field } from '#main/db/rules/archive.ts';
import { columnOf, keyNameOf, keyOf, orderOf, rowsOfClient, type TableRules } from '#main/db/rules/index.ts';
import type { ArchiveWriters } from './writers.ts';

const PAGE_ROWS = 200;

/** A row as it is read, by the names of its columns in the schema. */
export type Row = Record<string, unknown>;

/** What the archive says of a row. */
export type ArchiveRecord = Record<string, unknown>;

/** A text that is a file of its own in the archive. */
export type TextOfRow = {
  as: string;
  folder: string;
  fileName: (row: Row) => string;
  has: (row: Row) => boolean;
  read: (row: Row) => string | null;
};

/** One list of the archive, read a page at a time. */
export type RecordList = {
  rule: ArchiveList;
  /** How many rows there are, without those that a writer adds. */
  size: () => number;
  /** In the order of their keys. */
  rows: () => Iterable<Row>;
  /** All that the archive says of a row, but for bytes and texts that are files of their own. */
  record: (row: Row) => ArchiveRecord;
  texts: readonly TextOfRow[];
};

type Part = { table: SQLiteTable; part: ArchivePart };

/** What the archive of a client holds, as the rules of the tables say. Columns that are left out are not read. */
export function createArchiveRecords(
  database: Database,
  { tables, clientId, writers }: { tables: readonly TableRules[]; clientId: string; writers: ArchiveWriters },
): RecordList[] {
  const lists = tables.flatMap(rules => ('file' in rules.export ? [{ rules, rule: rules.export }] : []));
  return lists
    .toSorted((one, other) => one.rule.place - other.rule.place)
    .map(({ rules, rule }): RecordList => {
      const theirs =
        rule.rows?.(clientId) ?? rowsOfClient(database, tables, rules, clientId) ?? sql<boolean>`false`;
      const size = () => database.select({ rows: count() }).from(rules.table).where(theirs).get()?.rows ?? 0;
      if (rule.writer !== undefined) {
        const write = writers.lists[rule.writer];
        return { rule, size, rows: () => write(clientId), record: row => row, texts: [] };
      }
      const parts = tables.flatMap(({ table, export: part }) =>
        'in' in part && part.in === rules.table ? [{ table, part }] : [],
      );
      return {
        rule,
        size,
        rows: () => rowsByKey(database, rules.table, theirs, columnsOf(rules.table, rule, parts)),
        record: recordOf(database, rules.table, rule, parts, writers),
        texts: parts.flatMap(one => textOf(database, rules.table, one)),
      };
    });
}

/** Under what name a row has what it is read by. */
const ORDER = '$order';

function* rowsByKey(
  database: Database,
  table: SQLiteTable,
  theirs: SQL,
  columns: Record<string, SQLiteColumn>,
): Generator<Row> {
  const order = orderOf(table);
  for (let after: unknown = null; ;) {
    const rows: Row[] = database
      .select({ ...columns, [ORDER]: order })
      .from(table)
      .where(and(theirs, after === null ? undefined : gt(order, after)))
      .orderBy(asc(order))
      .limit(PAGE_ROWS)
      .all();
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = last[ORDER];
  }
}

/** The columns that records, files and names of files are made from. */
function columnsOf(table: SQLiteTable, rule: ArchiveList, parts: readonly Part[]) {
  const { stored } = rule;
  const names = [
    ...(parts.length === 0 ? [] : [keyNameOf(table)]),
    ...fieldsOf(rule.columns).map(({ property }) => property),
    ...(stored === undefined
      ? []
      : [stored.hash, ...('name' in stored ? [stored.name, stored.mediaType] : [])]),
    ...parts.flatMap(({ part }) => (part.shape === 'text' ? [part.name] : [])),
  ];
  return Object.fromEntries(names.map(name => [name, columnOf(table, name)]));
}

type PresentField = { property: string; as: string; nameIn: SQLiteTable | null };

/** The columns that are in the archive, in the order in which it has them. */
function fieldsOf(columns: Readonly<Record<string, Field>>): PresentField[] {
  return Object.entries(columns).flatMap(([property, field]): PresentField[] => {
    if (typeof field === 'string') return [{ property, as: field, nameIn: null }];
    if ('partOf' in field) return [{ property, as: property, nameIn: null }];
    return 'leftOut' in field ? [] : [{ property, ...field }];
  });
}

function recordOf(
  database: Database,
  table: SQLiteTable,
  { columns, stored }: ArchiveList,
  parts: readonly Part[],
  writers: ArchiveWriters,
): (row: Row) => ArchiveRecord {
  // Told of beside the file, which comes last.
  const late = stored !== undefined && 'name' in stored ? stored.hash : null;
  const fields = fieldsOf(columns).filter(({ property }) => property !== late);
  const read = fieldReader(database, fields);
  const within = parts.flatMap(one => partReader(database, table, one, writers));
  return row => ({ ...read(row), ...Object.fromEntries(within.map(({ as, of }) => [as, of(row)])) });
}

function fieldReader(database: Database, fields: readonly PresentField[]): (row: Row) => ArchiveRecord {
  const readers = fields.map(({ property, as, nameIn }) => {
    const nameOf = nameIn === null ? null : nameReader(database, nameIn);
    return { as, of: (row: Row) => (nameOf === null ? row[property] : namesOf(row[property], nameOf)) };
  });
  return row => Object.fromEntries(readers.map(({ as, of }) => [as, of(row)]));
}

/** The name of what a key points at; of what a list of keys points at, those that are still there. */
function namesOf(keys: unknown, nameOf: (key: unknown) => unknown): unknown {
  return Array.isArray(keys) ? keys.map(nameOf).filter(name => name !== null) : nameOf(keys);
}

/** Names of what is pointed at; null for nothing, and for what is gone. */
function nameReader(database: Database, table: SQLiteTable): (key: unknown) => unknown {
  const lookUp = database
    .select({ name: columnOf(table, 'name') })
    .from(table)
    .where(eq(keyOf(table), sql.placeholder('key')))
    .prepare();
  const known = new Map<unknown, unknown>([[null, null]]);
  return key => {
    if (!known.has(key)) known.set(key, lookUp.get({ key })?.name ?? null);
    return known.get(key);
  };
}

/** What stands within the record of a row, from another table. */
function partReader(
  database: Database,
  parent: SQLiteTable,
  { table, part }: Part,
  writers: ArchiveWriters,
): { as: string; of: (row: Row) => unknown }[] {
  if (part.shape === 'text') return [];
  const fields = fieldsOf(part.columns);
  const columns = Object.fromEntries(fields.map(({ property }) => [property, columnOf(table, property)]));
  const ordered = part.shape === 'list' ? [columnOf(table, part.order)] : Object.values(columns);
  const find = database
    .select(columns)
    .from(table)
    .where(eq(columnOf(table, part.by), sql.placeholder('key')))
    .orderBy(...ordered.map(column => asc(column)))
    .prepare();
  const key = keyNameOf(parent);
  const read = fieldReader(database, fields);
  const rowsOf = (row: Row): ArchiveRecord[] => find.all({ key: row[key] }).map(read);
  if (part.shape === 'values') return [{ as: part.as, of: row => rowsOf(row).flatMap(Object.values) }];
  if (part.shape === 'one') return [{ as: part.as, of: row => rowsOf(row)[0] ?? null }];
  const { writer } = part;
  const write = writer === undefined ? (record: ArchiveRecord) => record : writers.records[writer];
  return [{ as: part.as, of: row => rowsOf(row).map(record => write(record, row)) }];
}

function textOf(database: Database, parent: SQLiteTable, { table, part }: Part): TextOfRow[] {
  if (part.shape !== 'text') return [];
  const { as, folder, name } = part;
  const [content] = fieldsOf(part.columns);
  if (content === undefined) return [];
  const by = columnOf(table, part.by);
  const select = (columns: Record<string, SQLiteColumn>) =>
    database
      .select(columns)
      .from(table)
      .where(eq(by, sql.placeholder('key')))
      .prepare();
  const [found, whole] = [select({ by }), select({ text: columnOf(table, content.property) })];
  const key = keyNameOf(parent);
  return [
    {
      as,
      folder,
      fileName: row => String(row[name]),
      has: row => found.get({ key: row[key] }) !== undefined,
      read(row) {
        const text = whole.get({ key: row[key] })?.['text'];
        return typeof text === 'string' ? text : null;
      },
    },
  ];
}
