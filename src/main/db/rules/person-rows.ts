import { eq, inArray, or, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../connection.ts';
import { users, visitors } from '../schema/index.ts';
import { columnOf, keyOf, referencesOf } from './columns.ts';
import type { Forgetting, Person, TableRules } from './table-rules.ts';

/** The tables whose rows are people. */
export const PEOPLE: Record<Person['kind'], SQLiteTable> = { account: users, visitor: visitors };

/** What is to be done by each column of a table that names people of that kind. */
function namings(rules: TableRules, kind: Person['kind']): [property: string, Forgetting<string>][] {
  const { table, erasePerson } = rules;
  if (!('by' in erasePerson)) return [];
  const people = PEOPLE[kind];
  const names = (property: string) => {
    const column = columnOf(table, property);
    return table === people
      ? column.primary
      : referencesOf(table).some(reference => reference.column === column && reference.to === people);
  };
  return Object.entries(erasePerson.by).flatMap(([property, then]) =>
    then !== undefined && names(property) ? [[property, then] as const] : [],
  ) as [string, Forgetting<string>][];
}

/** Which rows of a table go with a person, as SQL; null where none do. */
export function rowsOfPerson(
  database: Database,
  tables: readonly TableRules[],
  rules: TableRules,
  person: Person,
): SQL | null {
  const { table, erasePerson } = rules;
  if ('stay' in erasePerson) return null;
  if ('rows' in erasePerson) return erasePerson.rows(person) ?? null;
  const named = namings(rules, person.kind).flatMap(([property, then]) =>
    then === 'delete' ? [eq(columnOf(table, property), person.id)] : [],
  );
  const { along } = erasePerson;
  const parent = along === undefined ? undefined : tables.find(one => one.table === along.of);
  const theirs = parent === undefined ? null : rowsOfPerson(database, tables, parent, person);
  if (along === undefined || theirs === null) return or(...named) ?? null;
  const within = database
    .select({ key: keyOf(along.of) })
    .from(along.of)
    .where(theirs);
  return or(...named, inArray(columnOf(table, along.by), within)) ?? null;
}

/** Whether rows go by themselves, not only with rows that they belong to. */
export function goByThemselves({ erasePerson }: TableRules): boolean {
  return 'by' in erasePerson || 'rows' in erasePerson;
}

/** Empties what else names the person: columns of rows that stay. */
export function forgetPerson(database: Database, rules: TableRules, person: Person): void {
  const { table } = rules;
  for (const [property, then] of namings(rules, person.kind)) {
    if (then === 'delete') continue;
    const emptied = Object.fromEntries(then.forget.map(column => [column, null]));
    database
      .update(table)
      .set(emptied)
      .where(eq(columnOf(table, property), person.id))
      .run();
  }
}

/** Removes a person's rows and empties what else names them. In the transaction of the caller. */
export function erasePersonRows(
  database: Database,
  /** In the order of removal. */
  tables: readonly TableRules[],
  person: Person,
): void {
  for (const rules of tables) {
    forgetPerson(database, rules, person);
    const theirs = goByThemselves(rules) ? rowsOfPerson(database, tables, rules, person) : null;
    if (theirs !== null) database.delete(rules.table).where(theirs).run();
  }
}
