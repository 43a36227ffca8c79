import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ScheduleTime } from '#shared/contract/schedules.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { createDisk, roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { timesOf, type MissedRule } from './schedule.ts';
import { createScheduler } from './scheduler.ts';
import { createScheduleStore } from './store.ts';

const KIND = jobKind('accounts.upkeep', z.object({ due: z.string() }), { called: null });
const NAME = 'accounts.upkeep';

describe('the times of a schedule', () => {
  const timesIn = (when: ScheduleTime, from: string, to: string, zone = 'Europe/Paris') =>
    timesOf(when, zone)
      .between(new Date(from), new Date(to))
      .map(time => time.toISOString());

  it('are those of its time zone, in summer and in winter', () => {
    expect(timesIn({ dailyAt: '12:30' }, '2026-03-28T00:00:00Z', '2026-03-30T00:00:00Z')).toEqual([
      '2026-03-28T11:30:00.000Z',
      '2026-03-29T10:30:00.000Z',
    ]);
    expect(timesIn({ dailyAt: '12:30' }, '2026-10-24T00:00:00Z', '2026-10-26T00:00:00Z')).toEqual([
      '2026-10-24T10:30:00.000Z',
      '2026-10-25T11:30:00.000Z',
    ]);
  });

  it('come once on the day that has an hour twice, and once on the one that lacks it', () => {
    expect(timesIn({ dailyAt: '02:30' }, '2026-10-24T22:00:00Z', '2026-10-25T22:00:00Z')).toHaveLength(1);
    const [time, ...others] = timesIn({ dailyAt: '02:30' }, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z');
    expect(others).toEqual([]);
    expect(time).toMatch(/^2026-03-29T01:/); // three o’clock and something there: the clock goes from two to three
  });

  it('follow cron', () => {
    expect(timesIn({ cron: '0 9 * * 1' }, '2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual([
      '2026-11-23T08:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
    ]);
  });

  it('are counted up to a hundred, the latest', () => {
    const times = timesIn({ cron: '* * * * *' }, '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z');
    expect([times.length, times.at(-1)]).toEqual([100, '2026-11-21T00:00:00.000Z']);
  });
});

describe('the scheduler', () => {
  let temporary: ReturnType<typeof openTemporaryDatabase>;
  let now: Date;
  let queued: { due: string; key: string | undefined }[];
  const at = (time: string) => (now = new Date(time));

  beforeEach(() => {
    temporary = openTemporaryDatabase();
    queued = [];
    at('2026-11-20T12:10:00Z');
  });
  afterEach(() => temporary.close());

  function begin(
    missed: MissedRule,
    { storage = roomyStorage(), fails = (): boolean => false, isWanted = (): boolean => true } = {},
  ) {
    const scheduler = createScheduler({
      store: createScheduleStore(temporary.database),
      jobs: {
        enqueue(_kind, { payload, idempotencyKey }) {
          if (fails()) throw new Error('no room for a job');
          return String(queued.push({ due: String(payload['due']), key: idempotencyKey }));
        },
      },
      clock: { now: () => now },
      timeZone: 'UTC',
      storage,
      log: createSilentLog(),
    });
    scheduler.register({
      name: NAME,
      about: { fr: 'Range.', en: 'Tidies.' },
      when: { cron: '0 * * * *' },
      missed,
      isWanted,
      kind: KIND,
      request: due => ({ label: 'accounts', payload: { due: due.toISOString() } }),
    });
    scheduler.look();
    return scheduler;
  }
  const due = () => queued.map(one => one.due.slice(11, 16));

  it('queues what is due, once, and nothing for the time before it was there', () => {
    const scheduler = begin('once');
    expect(due()).toEqual([]);
    at('2026-11-20T13:00:10Z');
    scheduler.look();
    scheduler.look();
    expect(due()).toEqual(['13:00']);
    expect(scheduler.list()).toEqual([
      {
        name: NAME,
        called: null,
        about: { fr: 'Range.', en: 'Tidies.' },
        when: { cron: '0 * * * *' },
        missed: 'once',
        timeZone: 'UTC',
        nextRunAt: '2026-11-20T14:00:00.000Z',
        lastRunAt: '2026-11-20T13:00:10.000Z',
      },
    ]);
  });

  it.each([
    ['once', ['16:00']],
    ['all', ['13:00', '14:00', '15:00', '16:00']],
    ['skip', []],
  ] as const)('makes up for missed times by its rule: %s', (missed, made) => {
    begin(missed);
    at('2026-11-20T16:20:00Z');
    const again = begin(missed); // another process, after hours
    expect(due()).toEqual(made);
    expect(new Set(queued.map(({ key }) => key)).size).toBe(missed === 'all' ? 4 : made.length);
    at('2026-11-20T17:00:30Z');
    again.look();
    expect(due().at(-1)).toBe('17:00');
  });

  it('neither forgets nor doubles one that could not be queued', () => {
    let isFull = true;
    const scheduler = begin('once', { fails: () => isFull });
    at('2026-11-20T13:00:10Z');
    scheduler.look();
    expect(scheduler.list()[0]?.lastRunAt).toBeNull();
    isFull = false;
    scheduler.look();
    scheduler.look();
    expect(due()).toEqual(['13:00']);
  });

  it('writes nothing for times at which nothing is wanted, and makes up for none of them', () => {
    let wanted = false;
    const scheduler = begin('all', { isWanted: () => wanted });
    const kept = () => createScheduleStore(temporary.database).get(NAME)?.lastDueAt;
    const before = kept();
    for (const time of ['2026-11-20T13:00:10Z', '2026-11-20T14:00:10Z']) {
      at(time);
      scheduler.look();
    }
    expect([due(), kept()]).toEqual([[], before]);
    wanted = true;
    scheduler.look();
    expect(due()).toEqual([]);
    at('2026-11-20T15:00:10Z');
    scheduler.look();
    expect(due()).toEqual(['15:00']);
  });

  it('waits while the disk takes nothing', () => {
    const disk = createDisk();
    const storage = roomyStorage(disk.read);
    const scheduler = begin('once', { storage });
    disk.fill();
    storage.look();
    at('2026-11-20T13:00:10Z');
    scheduler.look();
    expect(due()).toEqual([]);
    disk.empty();
    storage.look();
    scheduler.look();
    expect(due()).toEqual(['13:00']);
  });

  it('is not put off by a date that was years ahead for a while', () => {
    const scheduler = begin('once');
    at('2036-11-20T13:00:10Z');
    scheduler.look();
    at('2026-11-20T13:10:00Z');
    scheduler.look();
    at('2026-11-20T14:00:10Z');
    scheduler.look();
    expect(queued.map(one => one.due)).toEqual(['2036-11-20T13:00:00.000Z', '2026-11-20T14:00:00.000Z']);
  });

  it('does its work when it is asked to, beside its times', () => {
    const scheduler = begin('once');
    expect(scheduler.runNow(NAME)).toBe('1');
    expect(scheduler.list()[0]?.lastRunAt).toBe('2026-11-20T12:10:00.000Z');
    at('2026-11-20T13:00:10Z');
    scheduler.look();
    expect(due()).toEqual(['12:10', '13:00']);
  });
});
