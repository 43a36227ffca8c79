import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createSilentLog } from '#main/platform/log.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { databaseFile, openDatabase } from './connection.ts';

describe('openDatabase', () => {
  it('opens durable, with foreign keys, and makes no snapshot of a new file', () => {
    const folder = temporaryFolder();
    const database = openDatabase(folder.path, createSilentLog());
    expect(database.$client.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.$client.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.$client.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(existsSync(join(folder.path, 'snapshots'))).toBe(false);
    database.$client.close();
    folder.remove();
  });

  it('copies the file before an upgrade', () => {
    const folder = temporaryFolder();
    const database = openDatabase(folder.path, createSilentLog());
    // As a file of an older version: the last migration is not applied yet.
    database.$client.exec('delete from __drizzle_migrations; drop table jobs;');
    const tables = database.$client
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'",
      )
      .all() as { name: string }[];
    database.$client.pragma('foreign_keys = OFF');
    for (const { name } of tables) database.$client.exec(`drop table "${name}"`);
    database.$client.exec("create table keepsake (word text); insert into keepsake values ('kept')");
    database.$client.close();

    openDatabase(folder.path, createSilentLog()).$client.close();
    const [snapshot] = readdirSync(join(folder.path, 'snapshots'));
    const copy = new Sqlite(join(folder.path, 'snapshots', snapshot ?? ''), { readonly: true });
    expect(copy.prepare('select word from keepsake').get()).toEqual({ word: 'kept' });
    expect(copy.prepare("select 1 from sqlite_master where name = 'jobs'").get()).toBeUndefined();
    copy.close();
    folder.remove();
  });

  it('refuses a file that a later version wrote, and leaves it alone', () => {
    const folder = temporaryFolder();
    openDatabase(folder.path, createSilentLog()).$client.close();
    const later = new Sqlite(databaseFile(folder.path));
    later
      .prepare("insert into __drizzle_migrations (hash, created_at) values ('later', ?)")
      .run(Date.now() * 10);
    later.close();
    expect(() => openDatabase(folder.path, createSilentLog())).toThrowError(
      expect.objectContaining({ code: 'storage.newer_schema' }),
    );
    folder.remove();
  });

  it('changes nothing when a migration fails half-way', () => {
    const folder = temporaryFolder();
    const before = new Sqlite(databaseFile(folder.path));
    // A table in the way of the migration's last statements.
    before.exec("create table users (id text); insert into users values ('mine')");
    before.close();
    expect(() => openDatabase(folder.path, createSilentLog())).toThrow();
    const after = new Sqlite(databaseFile(folder.path), { readonly: true });
    const tables = after
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map(row => (row as { name: string }).name);
    expect(tables).toContain('users');
    expect(tables).not.toContain('clients');
    expect(after.prepare('select id from users').get()).toEqual({ id: 'mine' });
    after.close();
    folder.remove();
  });

  it('lets no other connection write between what a transaction reads and what it writes', () => {
    const folder = temporaryFolder();
    const database = openDatabase(folder.path, createSilentLog());
    const other = new Sqlite(databaseFile(folder.path), { timeout: 0 });
    database.transaction(() => {
      database.$client.prepare('select count(*) from jobs').get();
      expect(() => other.exec('create table theirs (word text)')).toThrow('database is locked');
      database.$client.exec('create table ours (word text)');
    });
    other.exec('create table theirs (word text)');
    other.close();
    database.$client.close();
    folder.remove();
  });
});
