import { closeSync, openSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { databaseFile, openDatabase, type Database } from '#main/db/connection.ts';
import { listSnapshots } from '#main/db/snapshots.ts';
import { createChanges } from '#main/platform/changes.ts';
import { allClients } from '#main/db/client-scope.ts';
import { createJobs } from '#main/platform/jobs/jobs.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { createJobStore } from '#main/platform/jobs/store.ts';
import { createScheduler, createScheduleStore } from '#main/platform/schedules/index.ts';
import { createConditions } from '#main/platform/conditions.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { createEventsStandIn } from '../../../../tests/support/events-stand-in.ts';
import { roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { createStorageCare } from './storage-care.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPEN = { state: undefined, open: true, limit: 10, cursor: undefined };
const PAGE = 4096;

describe('the care of the database', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let database: Database;
  let now: number;
  let wordsChecked: number;

  beforeEach(() => {
    folder = temporaryFolder();
    database = openDatabase(folder.path, createSilentLog());
    now = Date.parse('2026-03-01T08:00:00Z');
    wordsChecked = 0;
  });
  afterEach(() => {
    database.$client.close();
    folder.remove();
  });

  function begin(checkedAtOnceBytes?: number) {
    const clock = { now: () => new Date(now) };
    const conditions = createConditions({ changes: createChanges(), clock });
    const log = createSilentLog();
    const changes = createChanges();
    const storage = roomyStorage();
    const { events } = createEventsStandIn();
    const jobs = createJobs({ store: createJobStore(database), clock, events, log, changes, storage });
    const store = createScheduleStore(database);
    const schedules = createScheduler({ store, jobs, clock, timeZone: 'Europe/Paris', storage, log });
    const care = createStorageCare({
      dataFolder: folder.path,
      databaseFolder: folder.path,
      jobs,
      checkWords: () => {
        wordsChecked += 1;
        return Promise.resolve();
      },
      conditions,
      clock,
      log: createSilentLog(),
      ...(checkedAtOnceBytes === undefined ? {} : { checkedAtOnceBytes }),
    });
    for (const work of care.jobs) work.begin(jobs, schedules);
    jobs.start();
    schedules.look();
    const close = async () => {
      await jobs.close();
      await care.close();
    };
    return { care, conditions, jobs, schedules, close };
  }

  const copies = async () => (await listSnapshots(folder.path)).map(({ name }) => name);

  it('checks and copies it once a day, around noon or as soon as Foyer runs again, and keeps three copies', async () => {
    const { jobs, schedules, close } = begin();
    const days = async (many: number, lookedAt: number[]) => {
      for (let day = 0; day < many; day += 1) {
        for (const hour of lookedAt) {
          now = Date.parse('2026-03-01T00:00:00Z') + (dayNumber + day) * DAY_MS + hour * HOUR_MS;
          schedules.look();
          await jobs.idle();
        }
      }
      dayNumber += many;
    };
    let dayNumber = 0;
    await days(1, [8, 11]); // noon in Paris is at eleven
    expect(await copies()).toEqual([]);
    dayNumber = 0;
    await days(1, [12]);
    expect(await copies()).toEqual(['foyer-2026-03-01T12-00-00Z.db']);
    expect(wordsChecked).toBe(1);
    await days(3, [9, 15, 20]);
    expect(await copies()).toHaveLength(3);
    expect(wordsChecked).toBe(4);
    dayNumber += 10; // switched off
    await days(1, [9]);
    expect([(await copies()).toSorted().at(-1), wordsChecked]).toEqual([
      expect.stringMatching(/2026-03-15T09/),
      5,
    ]);
    await close();
  });

  it('begins only while nothing else runs', async () => {
    const { care, jobs, close } = begin();
    const reading = Promise.withResolvers<void>();
    const kind = jobKind('document.read', z.object({}), { called: null });
    jobs.register(kind, { concurrency: 1, run: () => reading.promise });
    jobs.enqueue(kind, { label: 'long.pdf', clientId: null, payload: {} });
    care.outdate();
    await vi.waitFor(() =>
      expect(jobs.list(allClients, OPEN).items.map(({ state }) => state)).toContain('running'),
    );
    expect(await copies()).toEqual([]);
    reading.resolve();
    await jobs.idle();
    expect(await copies()).toHaveLength(1);
    await close();
  });

  it('replaces the copies that hold what a rule has deleted since', async () => {
    const { care, jobs, schedules, close } = begin();
    schedules.runNow('database.copy');
    await jobs.idle();
    now += 60_000;
    care.outdate();
    await jobs.idle();
    expect(await copies()).toEqual(['foyer-2026-03-01T08-01-00Z.db']);
    await close();
  });

  it('makes no copy of a damaged one', async () => {
    const { conditions, jobs, schedules, close } = begin();
    conditions.set('database_damaged');
    schedules.runNow('database.copy');
    await jobs.idle();
    expect(await copies()).toEqual([]);
    await close();
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

    const { care, conditions, jobs, close } = begin(0);
    care.start();
    await jobs.idle();
    expect(conditions.has('database_damaged')).toBe(true);
    await close();
  });
});
