import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLedger, type Ledger } from '#main/platform/outbound/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createConnectionRecorder, type ConnectionRecorder } from './recorder.ts';
import {
  createConnectionStore,
  type ConnectionFilters,
  type ConnectionRow,
  type ConnectionStore,
} from './store.ts';

const FIRST_PAGE = { sort: 'lastAt', order: 'desc', limit: 200 } as const;
const PROBE = { kind: 'probe', scheme: 'http', host: '127.0.0.1', port: 11_434 } as const;
const ANSWER = { kind: 'model', scheme: 'https', host: '93.184.216.34', port: 443, modelId: 'm' } as const;

let opened: ReturnType<typeof openTemporaryDatabase>;
let store: ConnectionStore;
let ledger: Ledger;
let recorder: ConnectionRecorder;
let now: Date;
let isWritable: boolean;
let published: number;
const clock: Clock = { now: () => now };

beforeEach(() => {
  opened = openTemporaryDatabase();
  store = createConnectionStore(opened.database);
  now = new Date('2026-03-12T10:02:00Z');
  isWritable = true;
  published = 0;
  ledger = createLedger(clock);
  recorder = createConnectionRecorder({
    ledger,
    store,
    storage: { isWritable: () => isWritable, failed: error => error },
    changes: { publish: () => void (published += 1) },
    log: createSilentLog(),
    onSaved: () => undefined,
  });
});
afterEach(() => {
  recorder.close();
  opened.close();
});

const rows = () => store.list({}, FIRST_PAGE).items;
const socket = (sent: number, received: number) => {
  const counted = { bytesRead: 0, bytesWritten: 0, remoteAddress: '93.184.216.34' };
  return { counted, move: () => Object.assign(counted, { bytesRead: received, bytesWritten: sent }) };
};

describe('what is kept', () => {
  it('is one line an hour of what goes out every minute, and one of each answer', () => {
    for (let minute = 0; minute < 120; minute += 1) {
      now = new Date(Date.UTC(2026, 2, 12, 10, minute));
      ledger.open(PROBE).end('failed', 'ECONNREFUSED');
      if (minute < 3) ledger.open(ANSWER).end('answered', '200');
      recorder.save();
    }
    expect(rows().map(({ kind, count, lastAt }) => [kind, count, lastAt.slice(11, 16)])).toEqual([
      ['probe', 60, '11:59'],
      ['probe', 60, '10:59'],
      ['model', 1, '10:02'],
      ['model', 1, '10:01'],
      ['model', 1, '10:00'],
    ]);
  });

  it('is one line an hour of what a rule keeps from leaving, for each place and reason', () => {
    const mail = { kind: 'mail', scheme: 'smtp', host: 'mail.exemple.fr', port: 587 } as const;
    for (let minute = 0; minute < 120; minute += 10) {
      now = new Date(Date.UTC(2026, 2, 12, 10, minute));
      ledger.refused(ANSWER, 'no_consent');
      if (minute < 30) ledger.refused(ANSWER, 'spending_cap');
      if (minute < 10) ledger.refused(mail, 'offline');
      recorder.save();
    }
    const told = rows().map(({ kind, outcome, detail, count, sentBytes }) => [
      kind,
      outcome,
      detail,
      count,
      sentBytes,
    ]);
    expect(told).toEqual([
      ['model', 'blocked', 'no_consent', 6, 0],
      ['model', 'blocked', 'no_consent', 6, 0],
      ['model', 'blocked', 'spending_cap', 3, 0],
      ['mail', 'blocked', 'offline', 1, 0],
    ]);
  });

  it('shows what runs as far as it is, then how it ended', () => {
    const { counted, move } = socket(10, 2_000);
    const watched = ledger.open(ANSWER);
    watched.over(counted);
    move();
    recorder.save();
    expect(rows()).toMatchObject([
      { outcome: 'running', sentBytes: 10, receivedBytes: 2_000, place: 'internet', modelId: 'm' },
    ]);
    watched.end('aborted', '');
    recorder.save();
    expect(rows()).toMatchObject([{ outcome: 'aborted', receivedBytes: 2_000 }]);
    expect(published).toBe(1); // who reads is not told again of what runs
  });

  it('is one line for a routine connection that was seen running', () => {
    ledger.open(PROBE).end('answered', '200');
    recorder.save();
    const watched = ledger.open(PROBE);
    recorder.save();
    expect(rows()).toHaveLength(2);
    watched.end('answered', '200');
    recorder.save();
    expect(rows()).toMatchObject([{ count: 2, outcome: 'answered' }]);
  });

  it('waits while the disk takes nothing', () => {
    isWritable = false;
    ledger.open(ANSWER).end('answered', '200');
    recorder.save();
    expect(rows()).toEqual([]);
    isWritable = true;
    recorder.save();
    expect(rows()).toHaveLength(1);
  });

  it('is written within a second, in no turn of the connection itself', async () => {
    ledger.open(ANSWER).end('answered', '200');
    expect(rows()).toEqual([]);
    await expect.poll(() => rows().length, { timeout: 3_000 }).toBe(1);
  });

  it('of an earlier process was cut off with it', () => {
    ledger.open(ANSWER);
    recorder.save();
    store.endRunning('2026-03-12T10:02:00.000Z');
    expect(rows()).toMatchObject([{ outcome: 'running' }]);
    store.endRunning('2026-03-12T10:02:00.001Z');
    expect(rows()).toMatchObject([{ outcome: 'aborted', detail: 'process_ended' }]);
  });
});

describe('the list', () => {
  const row = (change: Partial<ConnectionRow>): ConnectionRow => ({
    id: `01a1b2c3-0000-7000-8000-${String((numbered += 1)).padStart(12, '0')}`,
    kind: 'model',
    scheme: 'http',
    host: '192.168.1.4',
    port: 11_434,
    address: '192.168.1.4',
    place: 'network',
    chatbotId: null,
    modelId: null,
    outcome: 'answered',
    detail: '200',
    count: 1,
    sentBytes: 10,
    receivedBytes: 20,
    durationMs: 5,
    startedAt: '2026-03-01T08:00:00.000Z',
    lastAt: '2026-03-01T08:00:00.000Z',
    ...change,
  });
  let numbered = 0;

  it('is narrowed, sorted, and goes on page by page', () => {
    for (const sentBytes of [3, 1, 2]) store.put(row({ sentBytes }));
    store.put(row({ outcome: 'blocked', place: 'unknown', host: 'mail.example.org' }));
    const sorted = { sort: 'sentBytes', order: 'asc', limit: 2 } as const;
    const first = store.list({ place: 'network' }, sorted);
    expect(first.items.map(({ sentBytes }) => sentBytes)).toEqual([1, 2]);
    const second = store.list({ place: 'network' }, { ...sorted, cursor: first.nextCursor ?? '' });
    expect(second.items.map(({ sentBytes }) => sentBytes)).toEqual([3]);
    expect(second.nextCursor).toBeNull();
    expect(store.list({ outcome: 'blocked' }, FIRST_PAGE).items).toMatchObject([
      { host: 'mail.example.org' },
    ]);
    expect(store.list({ kind: 'mail' }, FIRST_PAGE).items).toEqual([]);
  });

  it('is found by a name, an address or a port, and within a time', () => {
    const at = (day: number) => `2026-03-0${day}T08:00:00.000Z`;
    const lasted = (from: number, to: number) => ({ startedAt: at(from), lastAt: at(to) });
    store.put(row({ host: 'api.Example.org', port: 443, address: '93.184.216.34', ...lasted(1, 1) }));
    store.put(row({ ...lasted(2, 4) }));
    const ports = (filters: ConnectionFilters) =>
      store.list(filters, FIRST_PAGE).items.map(({ port }) => port);
    expect(ports({ q: 'EXAMPLE' })).toEqual([443]);
    expect(ports({ q: '93.184' })).toEqual([443]);
    expect(ports({ q: '192.168.1.4:11434' })).toEqual([11_434]);
    expect(ports({ q: '%' })).toEqual([]);
    // One that is several lasted from the first to the last.
    expect(ports({ from: at(3) })).toEqual([11_434]);
    expect(ports({ to: at(3) })).toEqual([11_434, 443]);
    expect(ports({ to: at(2) })).toEqual([443]);
    expect(ports({ from: at(5) })).toEqual([]);
  });

  it('is summed by place, furthest first; what was blocked did not leave', () => {
    store.put(row({ count: 5, sentBytes: 100 }));
    store.put(row({ kind: 'embedding', sentBytes: 11, lastAt: '2026-03-02T08:00:00.000Z' }));
    store.put(row({ host: 'api.example.org', port: 443, place: 'internet', outcome: 'blocked' }));
    store.put(row({ lastAt: '2026-01-01T08:00:00.000Z', host: 'old.example.org' }));
    expect(store.places('2026-02-01T00:00:00.000Z')).toEqual([
      expect.objectContaining({ host: 'api.example.org', count: 0, blocked: 1, place: 'internet' }),
      {
        place: 'network',
        host: '192.168.1.4',
        port: 11_434,
        kinds: ['embedding', 'model'],
        count: 6,
        blocked: 0,
        sentBytes: 111,
        receivedBytes: 40,
        lastAt: '2026-03-02T08:00:00.000Z',
      },
    ]);
  });

  it('has one line for what is the same within an old day, and loses no byte', () => {
    for (const hour of ['08', '09', '10'])
      store.put(row({ lastAt: `2026-03-01T${hour}:00:00.000Z`, durationMs: Number(hour) }));
    store.put(row({ lastAt: '2026-03-02T08:00:00.000Z' }));
    store.put(row({ chatbotId: 'other' }));
    const before = '2026-03-03T00:00:00.000Z';
    expect(store.daysToGather(before)).toEqual(['2026-03-01']);
    for (const day of store.daysToGather(before)) store.gather(day);
    expect(rows()).toHaveLength(3);
    expect(rows().find(({ count }) => count === 3)).toMatchObject({
      sentBytes: 30,
      receivedBytes: 60,
      durationMs: 10,
      startedAt: '2026-03-01T08:00:00.000Z',
      lastAt: '2026-03-01T10:00:00.000Z',
    });
    expect(store.daysToGather(before)).toEqual([]);
    store.removeBeyond(1);
    expect(rows().map(({ lastAt }) => lastAt)).toEqual(['2026-03-02T08:00:00.000Z']);
    store.removeBefore('2026-03-04T00:00:00.000Z');
    expect(store.size()).toBe(0);
  });
});
