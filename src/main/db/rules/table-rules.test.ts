import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { clients } from '../schema/index.ts';
import { keptTables, ownedTables } from './index.ts';
import { ruledTables } from './table-rules.ts';

describe('the rules of the tables', () => {
  it('say of each that names a client whose its rows are', () => {
    for (const { name, table, rule } of ruledTables) {
      const namesClient = getTableConfig(table).foreignKeys.some(
        key => key.reference().foreignTable === clients,
      );
      if (!namesClient) continue;
      expect(`${name}: ${Object.keys(rule.owner).join()}`).toMatch(/: (?:client|byHand)/);
    }
  });

  it('leave rows that go with others to the database: it removes them', () => {
    for (const { name, table, rule } of ruledTables) {
      if (!('with' in rule.owner)) continue;
      const { with: parent } = rule.owner;
      const reference = getTableConfig(table).foreignKeys.find(
        key => key.reference().foreignTable === parent,
      );
      expect(`${name}: ${String(reference?.onDelete)}`).toBe(`${name}: cascade`);
    }
  });

  it('remove what refers to others before these', () => {
    const order = ownedTables.map(({ table }) => table);
    for (const [index, table] of order.entries()) {
      const referred = getTableConfig(table).foreignKeys.map(key => key.reference().foreignTable);
      const removedBefore = order.slice(0, index).filter(one => referred.includes(one));
      expect(removedBefore.map(one => getTableConfig(one).name)).toEqual([]);
    }
    expect(keptTables.map(({ table }) => getTableConfig(table).name)).toEqual(['leads', 'visitors']);
  });

  it('find in the log only what has an id of its own', () => {
    for (const { table, id } of ownedTables)
      if (id !== null) expect(Object.values(getTableColumns(table))).toContain(id);
  });

  it('put everything of a client into files that the guide of the archive explains', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../../docs/client-export.md'), 'utf8');
    const explained = new Set(
      [...guide.matchAll(/^\| `([^` ]+)/gmu)].map(([, path = '']) => path.replace(/\/.*/, '/')),
    );
    const files = ruledTables.flatMap(({ rule }) => (typeof rule.archive === 'string' ? [rule.archive] : []));
    expect(files.filter(file => !explained.has(file))).toEqual([]);
  });
});
