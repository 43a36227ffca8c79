import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import { allClients } from '#main/db/client-scope.ts';
import { eventHolds, events } from '#main/db/schema/index.ts';
import { actAs } from '#main/platform/acting.ts';
import { createChanges } from '#main/platform/changes.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { jobEngine } from '../../../../tests/support/job-engine.ts';
import { createDisk, roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createDelivery, createEventLog, createEventStore, defineEvent, type EventOf } from './index.ts';

const CALLED = { fr: 'Suites', en: 'What follows' };

const SAID = defineEvent('parrot.said', {
  subject: 'parrot',
  payload: z.object({ word: z.string() }),
  news: 'conversations',
});
const FLOWN = defineEvent('parrot.flown', { subject: 'parrot', payload: z.object({}), news: null });
const UNLISTED = defineEvent('parrot.moulted', { subject: 'parrot', payload: z.object({}), news: null });

describe('events', () => {
  let temporary: ReturnType<typeof openTemporaryDatabase>;
  let now: Date;

  beforeEach(() => {
    temporary = openTemporaryDatabase();
    now = new Date('2026-11-20T12:00:00Z');
  });
  afterEach(() => temporary.close());

  function open(storage = roomyStorage()) {
    const clock = { now: () => now };
    const { jobs } = jobEngine(temporary.database, clock, storage);
    const changes = createChanges();
    const store = createEventStore(temporary.database);
    const log = createEventLog({ store, kinds: [SAID, FLOWN], changes, clock });
    const delivery = createDelivery({ store, log, jobs, storage, errors: createSilentLog() });
    const say = (subjectId: string, word: string) =>
      log.record(SAID, { clientId: null, subjectId, payload: { word } });
    const failed = () =>
      jobs.list(allClients, { state: 'failed', open: false, limit: 10, cursor: undefined }).items;
    /** Lets what waits for a later attempt be due now. */
    const later = async () => {
      now = new Date(now.getTime() + 200_000);
      jobs.enqueue(
        { type: 'nothing', payload: z.object({}), called: null, pointlessAfter: new Set() },
        { label: '', clientId: null, payload: {} },
      );
      await new Promise(resolve => setTimeout(resolve, 20));
    };
    return {
      jobs,
      changes,
      store,
      log,
      delivery,
      say,
      failed,
      later,
      start() {
        jobs.register(
          { type: 'nothing', payload: z.object({}), called: null, pointlessAfter: new Set() },
          { concurrency: 1, leavesNoTrace: true, run: async () => undefined },
        );
        jobs.start();
        delivery.start();
      },
      async close() {
        await delivery.close();
        await jobs.close();
      },
    };
  }
  type Said = EventOf<typeof SAID>;
  const words = (heard: readonly Said[]) =>
    heard.map(({ subjectId, payload }) => `${subjectId} ${payload.word}`);

  it('are there with what they tell of, or not at all, with who acted', () => {
    const { log, store, say } = open();
    const undone = () =>
      store.atOnce(() => {
        say('coco', 'never');
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    actAs({ kind: 'user', id: 'u', correlationId: null, address: null, userAgent: null }, () =>
      store.atOnce(() => say('coco', 'hello')),
    );
    log.record(FLOWN, { clientId: null, subjectId: 'coco', payload: {} });
    expect(temporary.database.select().from(events).all()).toMatchObject([
      {
        type: 'parrot.said',
        subjectKind: 'parrot',
        subjectId: 'coco',
        actorKind: 'user',
        actorId: 'u',
        payload: { word: 'hello' },
      },
      { type: 'parrot.flown', actorKind: 'system', actorId: null },
    ]);
  });

  it('are refused when they are not among the facts, or say something else than their kind', () => {
    const { log, delivery } = open();
    const facts = { clientId: null, subjectId: 'coco', payload: {} };
    expect(() => log.record(UNLISTED, facts)).toThrow(
      'The event parrot.moulted is recorded but is not among the facts: export it from its feature and list it in src/main/app/facts.ts',
    );
    expect(() =>
      delivery.subscribe({
        name: 'moults',
        to: [UNLISTED],
        from: 'now',
        called: CALLED,
        handle: () => undefined,
      }),
    ).toThrow('The event parrot.moulted is subscribed to but is not among the facts');
    // @ts-expect-error the word is missing
    expect(() => log.record(SAID, facts)).toThrow();
    // @ts-expect-error what is no kind of event is not recorded
    expect(() => log.record('parrot.said', facts)).toThrow();
    expect(temporary.database.select().from(events).all()).toEqual([]);
  });

  it('tell open pages once they are there', async () => {
    const { changes, say } = open();
    const leaving = new AbortController();
    const heard = changes.subscribe(leaving.signal).next();
    say('coco', 'hello');
    expect((await heard).value).toEqual({ topic: 'conversations', clientId: null, id: 'coco' });
    leaving.abort();
  });

  it('are handed over in their order, those from before too where it is wished', async () => {
    const { delivery, say, start, close } = open();
    const [all, fresh]: Said[][] = [[], []];
    say('coco', 'before');
    delivery.subscribe({
      name: 'all',
      to: [SAID],
      from: 'beginning',
      called: CALLED,
      handle: event => void all?.push(event),
    });
    delivery.subscribe({
      name: 'fresh',
      to: [SAID],
      from: 'now',
      called: CALLED,
      handle: event => void fresh?.push(event),
    });
    start();
    say('coco', 'after');
    say('jaco', 'too');
    await delivery.settled();
    expect(words(all ?? [])).toEqual(['coco before', 'coco after', 'jaco too']);
    expect(words(fresh ?? [])).toEqual(['coco after', 'jaco too']);
    await close();
  });

  it('that fail are tried again, and hold back only what comes after of their subject', async () => {
    const { delivery, say, start, later, failed, close } = open();
    const heard: Said[] = [];
    let broken = true;
    delivery.subscribe({
      name: 'listener',
      to: [SAID],
      from: 'beginning',
      called: CALLED,
      async handle(event) {
        if (broken && event.payload.word === 'rude') throw new Error('not this');
        heard.push(event);
      },
    });
    start();
    for (const word of ['hello', 'rude', 'bye']) say('coco', word);
    say('jaco', 'hello');
    await delivery.settled();
    expect(words(heard)).toEqual(['coco hello', 'jaco hello']);
    say('coco', 'again');
    await delivery.settled();
    broken = false;
    await expect
      .poll(async () => {
        await later();
        return words(heard).slice(2);
      })
      .toEqual(['coco rude', 'coco bye', 'coco again']);
    await expect.poll(() => temporary.database.select().from(eventHolds).all()).toEqual([]);
    expect(failed()).toEqual([]);
    say('coco', 'free');
    await delivery.settled();
    expect(words(heard).at(-1)).toBe('coco free');
    await close();
  });

  it('that cannot be handed over wait for a person, who tries again or dismisses them', async () => {
    const { delivery, say, start, failed, jobs, close } = open();
    const heard: Said[] = [];
    let broken = true;
    delivery.subscribe({
      name: 'listener',
      to: [SAID],
      from: 'beginning',
      called: CALLED,
      pointlessAfter: ['mail.recipient_refused'],
      async handle(event) {
        if (broken) throw new FoyerError('mail.recipient_refused', 'no such parrot');
        heard.push(event);
      },
    });
    start();
    for (const word of ['one', 'two', 'three']) say('coco', word);
    const dead = async () => {
      await expect
        .poll(failed)
        .toMatchObject([
          { type: 'deliver.listener', label: 'parrot.said', failure: 'mail.recipient_refused' },
        ]);
      return failed()[0]?.id ?? '';
    };
    jobs.dismiss(await dead()); // the first goes, the second fails
    await expect.poll(() => temporary.database.select().from(eventHolds).get()?.sequence).toBe(2);
    const second = await dead();
    broken = false;
    jobs.retry(second);
    await expect.poll(() => words(heard)).toEqual(['coco two', 'coco three']);
    expect(failed()).toEqual([]);
    await close();
  });

  it('that were told of before the process ended are handed over by the next one', async () => {
    const first = open();
    const never = () => new Promise<void>(() => undefined);
    first.delivery.subscribe({
      name: 'listener',
      to: [SAID],
      from: 'beginning',
      called: CALLED,
      handle: never,
    });
    first.start();
    first.say('coco', 'hello');
    await new Promise(resolve => setTimeout(resolve, 20)); // it is under way, and the process ends here

    const second = open();
    const heard: Said[] = [];
    second.delivery.subscribe({
      name: 'listener',
      to: [SAID],
      from: 'beginning',
      called: CALLED,
      handle: event => void heard.push(event),
    });
    second.start();
    await second.delivery.settled();
    expect(words(heard)).toEqual(['coco hello']);
    await second.close();
  });

  it('that are derived from leave nothing half done, and are derived from once', async () => {
    const { delivery, say, start, later, store, close } = open();
    const seen = new Set<string>();
    let broken = true;
    const { catchUp } = delivery.derive({
      name: 'derived',
      to: [SAID],
      from: 'beginning',
      called: CALLED,
      derive(said) {
        for (const { payload } of said) {
          const times = store.cursor(`seen ${payload.word}`) ?? 0;
          store.saveCursor(`seen ${payload.word}`, times + 1);
          if (broken && payload.word === 'rude') throw new Error('not this');
          seen.add(payload.word); // what is undone in the database is said anew
        }
      },
    });
    say('coco', 'hello');
    say('coco', 'rude');
    say('jaco', 'bye');
    catchUp();
    catchUp();
    expect([...seen]).toEqual(['hello', 'bye']);
    expect([store.cursor('seen hello'), store.cursor('seen rude')]).toEqual([1, null]);
    broken = false;
    start();
    await expect
      .poll(async () => {
        await later();
        return [...seen];
      })
      .toEqual(['hello', 'bye', 'rude']);
    await close();
  });

  it('wait while the disk takes nothing', async () => {
    const disk = createDisk();
    const storage = roomyStorage(disk.read);
    const { delivery, say, start, close } = open(storage);
    const heard: Said[] = [];
    delivery.subscribe({
      name: 'listener',
      to: [SAID],
      from: 'beginning',
      called: CALLED,
      handle: event => void heard.push(event),
    });
    start();
    disk.fill();
    storage.look();
    say('coco', 'hello');
    await delivery.settled();
    expect(heard).toEqual([]);
    disk.empty();
    storage.look();
    await expect.poll(() => words(heard)).toEqual(['coco hello']);
    await close();
  });
});
