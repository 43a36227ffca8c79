import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allClients, type ClientScope } from '#main/db/client-scope.ts';
import { events, metricDays, metricHours } from '#main/db/schema/index.ts';
import { createChanges } from '#main/platform/changes.ts';
import {
  createDelivery,
  createEventLog,
  createEventStore,
  defineEvent,
} from '#main/platform/events/index.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { jobEngine } from '../../../../tests/support/job-engine.ts';
import { roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createMetrics, createMetricStore, defineMetric, type Metric } from './index.ts';

const SOLD = defineEvent('bread.sold', {
  subject: 'customer',
  payload: z.object({ chatbotId: z.string(), asker: z.string().nullable(), loaves: z.number() }),
  news: null,
});
const MOVED = defineEvent('bakery.moved', { subject: 'bakery', payload: z.object({}), news: null });
const UNLISTED = defineEvent('bread.burnt', { subject: 'bread', payload: z.object({}), news: null });

const SALES = defineMetric({
  name: 'sales',
  from: [SOLD],
  when: ({ loaves }) => loaves > 0,
  by: ({ chatbotId, asker }) => ({ chatbotId, asker }),
});
const LOAVES = defineMetric({
  name: 'loaves',
  from: [SOLD],
  by: ({ chatbotId }) => ({ chatbotId }),
  value: ({ loaves }) => loaves,
});
const CUSTOMERS = defineMetric({
  name: 'customers',
  from: [SOLD],
  by: ({ chatbotId }) => ({ chatbotId }),
  oncePerSubject: true,
});

describe('metrics', () => {
  let temporary: ReturnType<typeof openTemporaryDatabase>;
  let now: Date;

  beforeEach(() => {
    temporary = openTemporaryDatabase();
    now = new Date('2026-11-25T12:00:00Z');
    temporary.database.$client.exec(
      `insert into clients (id, name, language, active, time_zone, created_at, updated_at)
         values ('a', '', 'fr', 1, 'Europe/Paris', '', ''), ('b', '', 'fr', 1, 'America/New_York', '', '')`,
    );
  });
  afterEach(() => temporary.close());

  function open(metrics: readonly Metric[] = [SALES, LOAVES, CUSTOMERS]) {
    const clock = { now: () => now };
    const storage = roomyStorage();
    const { jobs } = jobEngine(temporary.database, clock, storage);
    const store = createEventStore(temporary.database);
    const log = createEventLog({ store, kinds: [SOLD, MOVED], changes: createChanges(), clock });
    const delivery = createDelivery({ store, log, jobs, storage, errors: createSilentLog() });
    const figures = createMetrics({
      store: createMetricStore(temporary.database),
      metrics,
      log,
      delivery,
      moved: MOVED,
    });
    const sell = (
      at: string,
      { clientId = 'a', customer = 'c', loaves = 1, chatbotId = 'x', asker = null as string | null } = {},
    ) => {
      now = new Date(at);
      log.record(SOLD, { clientId, subjectId: customer, payload: { chatbotId, asker, loaves } });
    };
    const move = (id: string, zone: string) => {
      temporary.database.$client.prepare('update clients set time_zone = ? where id = ?').run(zone, id);
      log.record(MOVED, { clientId: id, subjectId: id, payload: {} });
    };
    return { delivery, figures, sell, move, ...jobs };
  }

  const kept = () => ({
    hours: temporary.database
      .select()
      .from(metricHours)
      .orderBy(metricHours.clientId, metricHours.metric, metricHours.hour, metricHours.dimensions)
      .all(),
    days: temporary.database
      .select()
      .from(metricDays)
      .orderBy(metricDays.clientId, metricDays.metric, metricDays.day, metricDays.dimensions)
      .all(),
  });
  const shown = (figures: readonly { at: string; value: number }[]) =>
    figures.map(({ at, value }) => `${at} ${value}`);

  it('count by the hour, and by the day as the clocks of the client tell it', () => {
    const { figures, sell } = open();
    sell('2026-11-25T22:30:00Z'); // 23:30 in Paris
    sell('2026-11-25T23:30:00Z'); // tomorrow there
    sell('2026-11-25T23:59:59Z', { loaves: 4 });
    sell('2026-11-25T23:59:59Z', { loaves: 0 });
    sell('2026-11-26T04:30:00Z', { clientId: 'b' }); // still yesterday in New York
    const days = ['2026-11-25', '2026-11-26'];
    expect(shown(figures.days(SALES, { clientIds: ['a'], limited: null }, days))).toEqual([
      '2026-11-25 1',
      '2026-11-26 2',
    ]);
    expect(shown(figures.days(SALES, { clientIds: ['b'], limited: null }, days))).toEqual(['2026-11-25 1']);
    expect(
      shown(figures.hours(LOAVES, { clientIds: ['a'], limited: null }, '2026-11-25T22', '2026-11-26T00')),
    ).toEqual(['2026-11-25T22 1', '2026-11-25T23 5']);
  });

  it('count a day whose clocks are set forward or back as one', () => {
    const { figures, sell } = open();
    for (const at of [
      '2026-03-28T23:00:00Z',
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:30:00Z',
      '2026-03-29T21:59:59Z',
      '2026-03-29T22:00:00Z',
    ])
      sell(at); // 23 hours
    for (const at of [
      '2026-10-24T21:59:59Z',
      '2026-10-24T22:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00:00Z',
    ])
      sell(at); // 25 hours
    const days = ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'];
    expect(shown(figures.days(SALES, allClients, days))).toEqual([
      '2026-03-29 4',
      '2026-03-30 1',
      '2026-10-24 1',
      '2026-10-25 4',
      '2026-10-26 1',
    ]);
  });

  it('count each subject once an hour and once a day, where that is wished', () => {
    const { figures, sell } = open();
    for (const at of [
      '2026-11-25T08:10:00Z',
      '2026-11-25T08:50:00Z',
      '2026-11-25T09:10:00Z',
      '2026-11-26T08:00:00Z',
    ])
      sell(at);
    sell('2026-11-26T08:30:00Z', { customer: 'd' });
    expect(shown(figures.days(CUSTOMERS, allClients, ['2026-11-25', '2026-11-26']))).toEqual([
      '2026-11-25 1',
      '2026-11-26 2',
    ]);
    expect(shown(figures.hours(CUSTOMERS, allClients, '2026-11-25', '2026-11-27'))).toEqual([
      '2026-11-25T08 1',
      '2026-11-25T09 1',
      '2026-11-26T08 2',
    ]);
  });

  it('counted again from the events are the same, whatever came late and wherever the client went', () => {
    const { figures, sell, move } = open();
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const zonesThere = [
      'Europe/Paris',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
      'America/St_Johns',
      'Australia/Lord_Howe',
    ];
    for (let turn = 0; turn < 400; turn += 1) {
      // Around both changes of the clocks, and not in order: a computer's date goes back.
      const from = Date.parse(turn % 2 === 0 ? '2026-03-27T00:00:00Z' : '2026-10-23T00:00:00Z');
      const clientId = random(3) === 0 ? 'b' : 'a';
      const at = new Date(from + random(5 * 24 * 60) * 60_000).toISOString();
      sell(at, {
        clientId,
        customer: `${clientId}${random(5)}`,
        loaves: random(4),
        chatbotId: ['x', 'y'][random(2)] ?? '',
        asker: ['u', null][random(2)] ?? null,
      });
      if (random(60) === 0) move(clientId, zonesThere[random(zonesThere.length)] ?? 'UTC');
      if (random(40) === 0) figures.days(SALES, allClients, []);
    }
    figures.days(SALES, allClients, []);
    const asTheyCame = kept();
    expect(asTheyCame.days.length).toBeGreaterThan(50);
    for (const id of ['a', 'b']) figures.recompute(id);
    expect(kept()).toEqual(asTheyCame);
    // And none was invented: every event that counts is in both.
    const sold = temporary.database.select().from(events).where(eq(events.type, SOLD.type)).all();
    const loaves = sold.reduce((sum, { payload }) => sum + SOLD.payload.parse(payload).loaves, 0);
    for (const rows of [asTheyCame.hours, asTheyCame.days])
      expect(
        rows.filter(({ metric }) => metric === 'loaves').reduce((sum, { value }) => sum + value, 0),
      ).toBe(loaves);
  });

  it('keep what was counted of events that went with age', () => {
    const { figures, sell, move } = open();
    for (const at of [
      '2026-11-20T10:00:00Z',
      '2026-11-21T10:00:00Z',
      '2026-11-21T11:30:00Z',
      '2026-11-22T10:00:00Z',
      '2026-11-23T10:00:00Z',
    ])
      sell(at);
    figures.days(SALES, allClients, []);
    const before = kept();
    temporary.database.$client.exec(`delete from events where created_at < '2026-11-21T11'`);
    figures.recompute('a');
    expect(kept()).toEqual(before);
    move('a', 'Pacific/Kiritimati');
    expect(
      shown(
        figures.days(SALES, allClients, [
          '2026-11-20',
          '2026-11-21',
          '2026-11-22',
          '2026-11-23',
          '2026-11-24',
        ]),
      ),
    ).toEqual([
      '2026-11-20 1',
      '2026-11-21 2',
      '2026-11-22 1', // where the events begin, days of the former zone stay
      '2026-11-23 1',
      '2026-11-24 1',
    ]);
  });

  it('are counted on once by the next process, however the last one ended', async () => {
    const first = open();
    first.sell('2026-11-25T10:00:00Z');
    first.figures.days(SALES, allClients, []);
    first.sell('2026-11-25T11:00:00Z'); // nobody looks any more: the process is killed
    const second = open();
    second.start();
    second.delivery.start();
    await second.delivery.settled();
    expect(shown(second.figures.days(SALES, allClients, ['2026-11-25']))).toEqual(['2026-11-25 2']);
    await second.delivery.close();
    await second.close();
  });

  it('are shown to who reaches what they are of', () => {
    const { figures, sell } = open();
    sell('2026-11-25T10:00:00Z', { chatbotId: 'x', asker: 'u' });
    sell('2026-11-25T10:00:00Z', { chatbotId: 'x', asker: 'v' });
    sell('2026-11-25T10:00:00Z', { chatbotId: 'y', asker: 'u' });
    sell('2026-11-25T10:00:00Z', { clientId: 'b', asker: 'u' });
    const seen = (limited: ClientScope['limited']) =>
      figures
        .days(SALES, { clientIds: [], limited }, ['2026-11-25'])
        .reduce((sum, { value }) => sum + value, 0);
    expect(seen(null)).toBe(0);
    expect(seen({ clientIds: ['a'], chatbotIds: 'all', conversationsOf: 'everyone' })).toBe(3);
    expect(seen({ clientIds: ['a'], chatbotIds: ['x'], conversationsOf: 'everyone' })).toBe(2);
    expect(seen({ clientIds: ['a'], chatbotIds: ['x'], conversationsOf: { userId: 'u' } })).toBe(1);
    expect(seen({ clientIds: ['a'], chatbotIds: 'all', conversationsOf: { visitorId: 'u' } })).toBe(0);
  });

  it('of somebody who is erased are counted on, and are nobody’s', () => {
    const { figures, sell } = open();
    sell('2026-11-25T10:00:00Z', { asker: 'u' });
    sell('2026-11-25T10:00:00Z', { asker: null });
    figures.days(SALES, allClients, []);
    createMetricStore(temporary.database).forgetAsker('u');
    expect(JSON.stringify(kept())).not.toContain('"u\\"');
    expect(figures.days(SALES, allClients, ['2026-11-25'])).toEqual([
      { clientId: 'a', at: '2026-11-25', by: { chatbotId: 'x', asker: null }, value: 2 },
    ]);
  });

  it('are refused when they count what is not among the facts, or are called the same', () => {
    const burnt = defineMetric({ name: 'burnt', from: [UNLISTED], by: () => ({}) });
    expect(() => open([burnt])).toThrow(
      'The event bread.burnt is counted but is not among the facts: export it from its feature',
    );
    expect(() => open([SALES, { ...LOAVES, name: 'sales' }])).toThrow('Two metrics are called sales');
    // @ts-expect-error a name is no kind of event
    defineMetric({ name: 'unknown', from: ['bread.sold'], by: () => ({}) });
    // @ts-expect-error the event does not say that
    defineMetric({ name: 'unknown', from: [SOLD], by: ({ rolls }) => ({ rolls: Number(rolls) }) });
  });
});
