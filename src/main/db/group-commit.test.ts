import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';

describe('writes that share a transaction', () => {
  let database: Sqlite.Database;
  let together: GroupCommit;
  const add = (name: string) => () => database.prepare('INSERT INTO t VALUES (?)').run(name).changes;
  const names = () => database.prepare('SELECT name FROM t ORDER BY name').pluck().all();

  beforeEach(() => {
    database = new Sqlite(':memory:');
    database.exec('CREATE TABLE t (name TEXT UNIQUE)');
    together = createGroupCommit(database);
  });
  afterEach(() => void database.close());

  it('are all there, each with its own result', async () => {
    const inside: boolean[] = [];
    const results = await Promise.all([
      together(add('a')),
      together(() => {
        inside.push(database.inTransaction);
        return 'second';
      }),
      together(add('b')),
    ]);
    expect(results).toEqual([1, 'second', 1]);
    expect(inside).toEqual([true]);
    expect(names()).toEqual(['a', 'b']);
    expect(database.inTransaction).toBe(false);
  });

  it('fail alone: what the others of the group wrote stays', async () => {
    const [first, twice, third] = await Promise.allSettled([
      together(add('a')),
      together(() => {
        add('c')();
        return add('a')();
      }),
      together(add('b')),
    ]);
    expect([first.status, twice.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(names()).toEqual(['a', 'b']);
  });

  it('go into several transactions when they take long', async () => {
    const begun = vi.spyOn(database, 'transaction');
    const oneByOne = createGroupCommit(database, 0);
    await Promise.all(['a', 'b', 'c'].map(name => oneByOne(add(name))));
    expect(begun).toHaveBeenCalledTimes(3);
    expect(names()).toEqual(['a', 'b', 'c']);
  });
});
