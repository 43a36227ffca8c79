import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChangeEvent } from '#shared/contract/operations.ts';
import { administrators, conversationReaders, type Role } from '#shared/contract/route.ts';
import { clients, memberships, users } from '#main/db/schema/index.ts';
import { createAccessStore } from '#main/features/access/store.ts';
import { actAs } from '#main/platform/acting.ts';
import {
  createDelivery,
  createEventLog,
  createEventStore,
  defineEvent,
} from '#main/platform/events/index.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { newId } from '#main/platform/new-id.ts';
import { roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { notificationKind } from './kind.ts';
import { createMailing, type ToldByMail } from './mailing.ts';
import { createPreferences } from './preferences.ts';
import { createNotificationService } from './service.ts';
import { createNotificationStore } from './store.ts';
import { createTelling } from './telling.ts';
import { principalOf } from './wishes.ts';

const ASKED = defineEvent('note.asked', {
  subject: 'note',
  payload: z.object({ quietly: z.boolean(), for: z.string().nullable() }),
  news: null,
});
const BROKEN = defineEvent('note.broken', { subject: 'note', payload: z.object({}), news: null });

const asked = notificationKind({
  name: 'conversation.person_asked',
  called: { fr: 'Une demande', en: 'A wish' },
  hint: { fr: 'Dans une note.', en: 'In a note.' },
  icon: 'message',
  leadsTo: () => ({ page: 'approvals' }),
  to: [ASKED],
  for: { roles: conversationReaders, person: ({ payload }) => payload.for ?? undefined },
  about: ({ clientId, subjectId, payload }) =>
    payload.quietly ? null : { clientId, subject: { kind: 'note', id: subjectId }, payload: {} },
  usual: { app: true, desktop: true, mail: true },
  titleOf: (scope, id) => (scope.clientIds === 'all' ? `all of ${id}` : `some of ${id}`),
});
const broken = notificationKind({
  name: 'job.failed',
  called: { fr: 'Une panne', en: 'A fault' },
  hint: { fr: 'Dans une note.', en: 'In a note.' },
  icon: 'warning',
  leadsTo: () => ({ page: 'tasks' }),
  to: [BROKEN],
  for: { roles: administrators },
  about: ({ subjectId }) => ({ clientId: null, subject: { kind: 'note', id: subjectId }, payload: {} }),
  usual: { app: false, desktop: false, mail: false },
});

let office: ReturnType<typeof open>;
beforeEach(() => {
  office = open();
});
afterEach(() => office.close());

/** Two clients, somebody of each role, and a clock the test moves. */
function open() {
  const { database, close } = openTemporaryDatabase();
  let time = new Date('2026-11-25T09:00:00.000Z');
  const clock = { now: () => time };
  const published: ChangeEvent[] = [];
  const changes = { publish: (event: ChangeEvent) => void published.push(event) };
  const createdAt = time.toISOString();
  const stamps = { createdAt, updatedAt: createdAt };

  const client = (name: string): string => {
    const id = newId();
    database
      .insert(clients)
      .values({ id, name, active: true, ...stamps })
      .run();
    return id;
  };
  const north = client('Nord');
  const south = client('Sud');
  const person = (role: Role, initials: string, clientId: string | null = null, active = true): string => {
    const id = newId();
    const about = { id, email: `${initials}@exemple.fr`, fullName: initials, initials, role, active };
    database
      .insert(users)
      .values({ ...about, passwordHash: null, language: 'fr', theme: 'system', ...stamps })
      .run();
    if (clientId !== null && role !== 'owner' && role !== 'admin')
      database.insert(memberships).values({ userId: id, clientId, role, createdAt }).run();
    return id;
  };

  const store = createNotificationStore(database);
  const access = createAccessStore(database);
  const kinds = () => [asked, broken];
  const timeZone = 'Europe/Paris';
  const preferences = createPreferences({ store, kinds, timeZone, mailTo: () => 'ready', clock });
  const shared = { store, access, kinds, preferencesOf: preferences.of, changes, clock };
  const service = createNotificationService(shared);

  const log = createEventLog({
    store: createEventStore(database),
    kinds: [ASKED, BROKEN],
    changes,
    clock,
  });
  const delivery = createDelivery({
    store: createEventStore(database),
    log,
    jobs: { register: () => undefined, enqueue: () => 'none', latest: () => null },
    storage: roomyStorage(),
    errors: createSilentLog(),
  });
  createTelling(shared).begin(delivery);
  delivery.start();

  const mails: { to: string; lines: readonly ToldByMail[] }[] = [];
  let delivers = true;
  let dies = false;
  const mailing = createMailing({
    ...shared,
    isReady: () => delivers,
    send(to, lines) {
      mails.push({ to: to.fullName, lines });
      if (dies) throw new Error('killed');
      return true;
    },
  });

  return {
    database,
    north,
    south,
    person,
    service,
    preferences,
    store,
    published,
    mails,
    mailing,
    at: (instant: string) => (time = new Date(instant)),
    later: (minutes: number) => (time = new Date(time.getTime() + minutes * 60_000)),
    setMail: (ready: boolean) => (delivers = ready),
    dying: (value: boolean) => (dies = value),
    mailNow() {
      if (mailing.isWanted()) mailing.mail();
      return mails.splice(0);
    },
    as(id: string) {
      const row = store.person(id);
      if (row === null) throw new Error(`Nobody is ${id}`);
      return principalOf(row, access);
    },
    async ask(by: string | null, clientId: string, more: { quietly?: boolean; for?: string } = {}) {
      const actor = { kind: 'user', id: by, correlationId: null, address: null, userAgent: null } as const;
      const { quietly = false, for: whom = null } = more;
      actAs(actor, () =>
        log.record(ASKED, { clientId, subjectId: newId(), payload: { quietly, for: whom } }),
      );
      await delivery.settled();
    },
    async break() {
      log.record(BROKEN, { clientId: null, subjectId: newId(), payload: {} });
      await delivery.settled();
    },
    again: async () => {
      // As after a kill between what was written down and how far it came.
      createEventStore(database).saveCursor('notifications', 0);
      await delivery.settled();
    },
    close: async () => {
      await delivery.close();
      close();
    },
  };
}

const countOf = (id: string) => office.service.unreadCount(office.as(id)).count;

describe('who is told', () => {
  it('is whoever has the role within the client, but not the one who acted', async () => {
    const { person, north, south } = office;
    const owner = person('owner', 'OWN');
    const admin = person('admin', 'ADM');
    const agent = person('agent', 'AGE', north);
    const elsewhere = person('agent', 'ELS', south);
    const member = person('member', 'MEM', north);
    const gone = person('agent', 'GON', north, false);
    await office.ask(admin, north);
    expect([owner, admin, agent, elsewhere, member, gone].map(countOf)).toEqual([1, 0, 1, 0, 0, 0]);
    const personal = office.published.filter(({ topic }) => topic === 'notifications').map(({ id }) => id);
    expect(personal.toSorted()).toEqual([owner, agent].toSorted());
  });

  it('is one alone where the kind says so, and nobody where it is not worth telling', async () => {
    const one = office.person('agent', 'ONE', office.north);
    const other = office.person('agent', 'TWO', office.north);
    await office.ask(null, office.north, { for: one });
    await office.ask(null, office.north, { quietly: true });
    expect([countOf(one), countOf(other)]).toEqual([1, 0]);
  });

  it('is told once, however often the event is handed over', async () => {
    const agent = office.person('agent', 'AGE', office.north);
    await office.ask(null, office.north);
    await office.again();
    expect(countOf(agent)).toBe(1);
  });

  it('is nobody who wants none of it, and those who chose to', async () => {
    const owner = office.person('owner', 'OWN');
    const agent = office.person('agent', 'AGE', office.north);
    const list = () => office.service.list(office.as(owner), { limit: 10 }).items;
    await office.break(); // usually told in no way
    expect(list()).toEqual([]);
    const wish = { app: false, desktop: false, mail: true };
    office.preferences.update(office.as(owner), { wishes: { 'job.failed': wish } });
    await office.break();
    expect(list().map(({ kind, clientName }) => [kind, clientName])).toEqual([['job.failed', null]]);
    expect(countOf(owner)).toBe(0); // the bell counts only what was wished there
    expect(office.service.list(office.as(agent), { limit: 10 }).items).toEqual([]);
    expect(office.preferences.get(office.as(agent)).kinds.map(({ name }) => name)).toEqual([
      'conversation.person_asked',
    ]);
  });
});

describe('what is read', () => {
  it('comes newest first, by pages, with names within the reader’s reach', async () => {
    const agent = office.person('agent', 'AGE', office.north);
    for (let count = 0; count < 3; count += 1) await office.ask(null, office.north);
    const first = office.service.list(office.as(agent), { limit: 2 });
    const second = office.service.list(office.as(agent), {
      limit: 2,
      cursor: first.nextCursor ?? undefined,
    });
    const all = [...first.items, ...second.items];
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    expect([all.length, second.nextCursor]).toEqual([3, null]);
    expect(all[0]).toMatchObject({ clientName: 'Nord', title: `some of ${all[0]?.subjectId}`, readAt: null });
  });

  it('goes with the right to read it, and comes back with it', async () => {
    const agent = office.person('agent', 'AGE', office.north);
    await office.ask(null, office.north);
    office.database.delete(memberships).run();
    expect(office.service.list(office.as(agent), { limit: 10 }).items).toEqual([]);
    expect(office.service.unreadCount(office.as(agent))).toEqual({ count: 0, latestId: null });
    office.later(5);
    expect(office.mailNow()).toEqual([]);
    const createdAt = '2026-11-25T09:00:00.000Z';
    office.database
      .insert(memberships)
      .values({ userId: agent, clientId: office.north, role: 'agent', createdAt })
      .run();
    expect(countOf(agent)).toBe(1);
  });

  it('is marked as read by its reader alone: those named, those seen, or all', async () => {
    const agent = office.person('agent', 'AGE', office.north);
    const other = office.person('agent', 'TWO', office.north);
    for (let count = 0; count < 4; count += 1) await office.ask(null, office.north);
    const { items } = office.service.list(office.as(agent), { limit: 10 });
    const [newest, third, second] = items.map(({ id }) => id);
    const mark = (marked: { ids?: string[]; until?: string }) =>
      office.service.markRead(office.as(agent), marked).marked;
    expect(mark({ ids: [second ?? ''] })).toBe(1);
    expect(office.service.markRead(office.as(other), { ids: [newest ?? ''] }).marked).toBe(0);
    expect(mark({ until: third ?? '' })).toBe(2);
    expect(countOf(agent)).toBe(1);
    expect(mark({})).toBe(1);
    expect([countOf(agent), countOf(other)]).toEqual([0, 4]);
  });

  it('rings where that is wished, outside quiet hours, until it is read', async () => {
    const agent = office.person('agent', 'AGE', office.north);
    await office.ask(null, office.north);
    const rings = () => office.service.list(office.as(agent), { limit: 1 }).items[0]?.rings;
    expect(rings()).toBe(true);
    office.preferences.update(office.as(agent), { quiet: { from: '09:30', until: '11:00' } });
    expect(rings()).toBe(false); // ten o’clock in Paris
    office.preferences.update(office.as(agent), { timeZone: 'Europe/London' });
    expect(rings()).toBe(true);
    office.service.markRead(office.as(agent), {});
    expect(rings()).toBe(false);
  });

  it('is kept for as long as it is asked to be', async () => {
    const agent = office.person('agent', 'AGE', office.north);
    await office.ask(null, office.north);
    expect(office.store.removeBefore('2026-11-25T09:00:00.000Z')).toBe(0);
    expect(office.store.removeBefore('2026-11-25T09:00:00.001Z')).toBe(1);
    expect(countOf(agent)).toBe(0);
  });
});

describe('mail', () => {
  let agent: string;
  beforeEach(() => {
    agent = office.person('agent', 'AGE', office.north);
  });
  const counts = (mails: readonly { lines: readonly ToldByMail[] }[]) =>
    mails.map(({ lines }) => lines.map(({ count }) => count));

  it('leaves after two minutes, and then together by the quarter of an hour', async () => {
    await office.ask(null, office.north);
    office.later(1);
    expect(office.mailNow()).toEqual([]);
    office.later(1);
    expect(office.mailNow()).toEqual([
      { to: 'AGE', lines: [{ what: 'Une demande', client: 'Nord', count: 1 }] },
    ]);
    await office.ask(null, office.north);
    office.later(5);
    await office.ask(null, office.north);
    office.later(9);
    expect(office.mailNow()).toEqual([]);
    office.later(1);
    expect(counts(office.mailNow())).toEqual([[2]]);
    office.later(60);
    expect(office.mailNow()).toEqual([]);
  });

  it('says nothing of what was read meanwhile, nor to who does not wish it', async () => {
    await office.ask(null, office.north);
    office.service.markRead(office.as(agent), {});
    office.later(3);
    expect(office.mailNow()).toEqual([]);
    const wish = { app: true, desktop: true, mail: false };
    office.preferences.update(office.as(agent), { wishes: { 'conversation.person_asked': wish } });
    await office.ask(null, office.north);
    office.later(3);
    expect(office.mailNow()).toEqual([]);
  });

  it('waits for quiet hours to end, and then comes in one', async () => {
    office.preferences.update(office.as(agent), { quiet: { from: '22:00', until: '07:00' } });
    office.at('2026-11-25T20:59:00Z');
    await office.ask(null, office.north); // 21:59 in Paris
    office.at('2026-11-25T21:01:00Z');
    expect(office.mailNow()).toEqual([]);
    await office.ask(null, office.north);
    office.at('2026-11-26T05:59:00Z');
    expect(office.mailNow()).toEqual([]);
    office.at('2026-11-26T06:00:00Z');
    expect(counts(office.mailNow())).toEqual([[2]]);
  });

  it('is not sent twice, nor forgotten, when something ends it in between', async () => {
    await office.ask(null, office.north);
    office.later(3);
    office.dying(true);
    expect(() => office.mailNow()).toThrow('killed');
    office.dying(false);
    office.mails.length = 0; // what it put into the queue was undone with it
    expect(counts(office.mailNow())).toEqual([[1]]);
    office.later(20);
    expect(office.mailNow()).toEqual([]);
  });

  it('is not wanted while none can leave, and stale news is none', async () => {
    office.setMail(false);
    await office.ask(null, office.north);
    office.later(3);
    expect(office.mailNow()).toEqual([]);
    office.setMail(true);
    expect(counts(office.mailNow())).toEqual([[1]]);
    office.setMail(false);
    await office.ask(null, office.north);
    office.later(4 * 24 * 60);
    office.setMail(true);
    expect(office.mailNow()).toEqual([]);
  });

  it('waits for no clock that went back', async () => {
    office.at('2031-11-25T09:00:00Z');
    await office.ask(null, office.north);
    office.at('2026-11-25T09:10:00Z');
    expect(counts(office.mailNow())).toEqual([[1]]);
  });
});
