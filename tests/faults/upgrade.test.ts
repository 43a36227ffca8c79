import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile, openDatabase } from '#main/db/connection.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { createOldDatabase } from '../support/old-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, '../support/upgrade-and-die.ts');
const LAST_BEFORE = '0001_access';
const POINTS = 8;

/** What the file holds after whatever happened to it, as the next program that opens it finds it. */
function schemaOf(folder: string): unknown[] {
  const database = new Sqlite(databaseFile(folder));
  const schema = database.prepare('select name, sql from sqlite_master order by name').all();
  const clients = database.prepare('select count(*) from clients').pluck().get();
  database.close();
  return [clients, ...schema];
}

describe('kill -9 during an upgrade (case 3)', () => {
  const folder = temporaryFolder();
  const original = join(folder.path, 'original');
  let before: unknown[];
  let after: unknown[];
  let statements = 0;

  function copy(name: string): string {
    const target = join(folder.path, name);
    cpSync(original, target, { recursive: true });
    return target;
  }

  function upgrade(dataFolder: string, killAt: number) {
    return spawnSync(process.execPath, [PROGRAM, dataFolder, String(killAt)], { encoding: 'utf8' });
  }

  beforeAll(() => {
    mkdirSync(original, { mode: 0o700 });
    const database = createOldDatabase(databaseFile(original), LAST_BEFORE);
    database
      .prepare(
        `insert into clients (id, name, language, active, created_at, updated_at) values ('c', 'Bureau', 'fr', 1, '', '')`,
      )
      .run();
    database.close();
    before = schemaOf(original);
    const whole = copy('whole');
    statements = Number(upgrade(whole, 0).stdout);
    after = schemaOf(whole);
  });
  afterAll(() => folder.remove());

  it('has steps to be killed at', () => {
    expect(statements).toBeGreaterThan(POINTS);
    expect(after).not.toEqual(before);
  });

  it.each(Array.from({ length: POINTS }, (_, point) => point))(
    'leaves the old schema or the new one, and the next start carries it through (point %i)',
    point => {
      const target = copy(`killed-${point}`);
      const killAt = 1 + Math.round((point * (statements - 1)) / (POINTS - 1));
      expect(upgrade(target, killAt).signal).toBe('SIGKILL');
      expect([before, after]).toContainEqual(schemaOf(target));
      const database = openDatabase(target, createSilentLog());
      expect(database.$client.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(database.$client.pragma('foreign_key_check')).toEqual([]);
      database.$client.close();
      expect(schemaOf(target)).toEqual(after);
    },
  );
});
