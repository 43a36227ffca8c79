import { closeSync, openSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseFile, openDatabase, type Database } from '#main/db/connection.ts';
import { listSnapshots } from '#main/db/snapshots.ts';
import { createChanges } from '#main/platform/changes.ts';
import { createConditions } from '#main/platform/conditions.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createStorageCare } from './storage-care.ts';

const DAY_MS = 86_400_000;
const PAGE = 4096;

describe('the care of the database', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let database: Database;
  let now: number;
  let busy: boolean;
  let wordsChecked: number;
  const stored = new Map<string, unknown>();

  beforeEach(() => {
    folder = temporaryFolder();
    database = openDatabase(folder.path, createSilentLog());
    now = Date.parse('2026-03-01T08:00:00Z');
    busy = false;
    wordsChecked = 0;
    stored.clear();
  });
  afterEach(() => {
    vi.useRealTimers();
    database.$client.close();
    folder.remove();
  });

  function begin(checkedAtOnceBytes?: number) {
    const clock = { now: () => new Date(now) };
    const conditions = createConditions({ changes: createChanges(), clock });
    const care = createStorageCare({
      dataFolder: folder.path,
      databaseFolder: folder.path,
      settings: { stored: key => stored.get(key), store: (key, value) => void stored.set(key, value) },
      isBusy: () => busy,
      checkWords: () => {
        wordsChecked += 1;
        return Promise.resolve();
      },
      conditions,
      clock,
      log: createSilentLog(),
      ...(checkedAtOnceBytes === undefined ? {} : { checkedAtOnceBytes }),
    });
    return { care, conditions };
  }

  const copies = async () => (await listSnapshots(folder.path)).map(({ name }) => name);

  it('checks and copies it once a day, while nothing runs, and keeps three copies', async () => {
    const { care } = begin();
    busy = true;
    await care.look();
    expect(await copies()).toEqual([]);
    busy = false;
    await care.look();
    await care.look();
    expect(await copies()).toEqual(['foyer-2026-03-01T08-00-00Z.db']);
    expect(wordsChecked).toBe(1);
    for (let day = 1; day <= 4; day += 1) {
      now += DAY_MS + 1;
      await care.look();
    }
    expect(await copies()).toHaveLength(3);
    expect(wordsChecked).toBe(5);
    await care.close();
  });

  it('is not put off by a date that was wrong for a while', async () => {
    const { care } = begin();
    now += 400 * DAY_MS;
    await care.look();
    now -= 400 * DAY_MS;
    await care.look();
    expect(await copies()).toContain('foyer-2026-03-01T08-00-00Z.db');
    await care.close();
  });

  it('replaces the copies that hold what a rule has deleted since, at the next quiet moment', async () => {
    const { care } = begin();
    await care.look();
    const [before] = await copies();
    care.outdate();
    now += 60_000;
    busy = true;
    await care.look();
    expect(await copies()).toEqual([before]);
    busy = false;
    await care.look();
    expect(await copies()).toEqual(['foyer-2026-03-01T08-01-00Z.db']);
    await care.close();
  });

  it('looks at a large one just after the start, and tells what it finds', async () => {
    database.$client.exec('create table filler (bytes blob)');
    for (let row = 0; row < 50; row += 1)
      database.$client.prepare('insert into filler values (?)').run(randomBytes(PAGE));
    database.$client.pragma('wal_checkpoint(TRUNCATE)');
    const pages = Number(database.$client.pragma('page_count', { simple: true }));
    const file = openSync(databaseFile(folder.path), 'r+');
    for (let page = pages - 40; page < pages - 20; page += 1)
      writeSync(file, randomBytes(PAGE), 0, PAGE, page * PAGE);
    closeSync(file);

    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
    const { care, conditions } = begin(0);
    care.start();
    expect(conditions.has('database_damaged')).toBe(false);
    vi.advanceTimersByTime(20_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(conditions.has('database_damaged')).toBe(true), { timeout: 10_000 });
    await care.close();
  });
});
