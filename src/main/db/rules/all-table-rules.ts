import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from '../schema/index.ts';
import { faultsOf } from './faults.ts';
import type { TableRules } from './table-rules.ts';

type Tables<Schema> = {
  [Name in keyof Schema]: Schema[Name] extends SQLiteTable ? Schema[Name]['_']['name'] : never;
}[keyof Schema];
type Ruled<Schema> = {
  [Name in keyof Schema]: Schema[Name] extends TableRules<infer Table> ? Table : never;
}[keyof Schema];
type Forgotten<Schema> = Exclude<Tables<Schema>, Ruled<Schema>>;

/** A schema that says of each of its tables what becomes of it; else the sentence that says what is missing. */
type WithRules<Schema> = [Forgotten<Schema>] extends [never]
  ? Schema
  : `The table ${Forgotten<Schema>} has no rules: write tableRules(…) beside it and export them`;

/** The rules among what a schema exports. One that exports a table without its rules does not compile. */
export function rulesOf<const Schema extends object>(exported: WithRules<Schema> & Schema): TableRules[] {
  const values: unknown[] = Object.values(exported);
  const rules = values.filter(isRules);
  for (const table of values.filter(value => is(value, SQLiteTable))) {
    if (!rules.some(one => one.table === table)) {
      throw new Error(
        `The table ${getTableName(table)} has no rules: write tableRules(…) beside it and export them`,
      );
    }
  }
  return rules;
}

function isRules(value: unknown): value is TableRules {
  return typeof value === 'object' && value !== null && 'table' in value && 'eraseClient' in value;
}

/**
 * What becomes of the rows of each table: those of the core, and those that modules bring.
 *
 * @throws an error that names every rule that cannot hold
 */
export function allTableRules(modules: readonly TableRules[] = []): readonly TableRules[] {
  const all = [...rulesOf(schema), ...modules];
  const faults = faultsOf(all);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return all;
}
