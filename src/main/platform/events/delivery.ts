import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import { actAsSystem } from '#main/platform/acting.ts';
import { jobKind, type JobKind } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { requireKnown, type EventLog } from './event-log.ts';
import type { EventKind, EventOf } from './kind.ts';
import type { EventRow, EventStore, HoldRow } from './store.ts';
import { DELIVERS, type Derivation, type Subscription } from './subscription.ts';

const AT_ONCE = 100; // events that are read at once
/** A derivation holds up answers no longer than this: it goes on in the next turn. */
const DERIVE_MS = 12;
/** Who asks for what is derived waits for no more than these: after an upgrade there may be a million, in the background. */
const CAUGHT_UP_AT_MOST = 2_000;
/** Figures are read up to date whenever they are asked for: what only keeps them near shares its flush. */
const DERIVED_AFTER_MS = 250;
const AGAIN_MS = 1_000; // after a fault of the database
const ATTEMPTS = 8; // with the back-off of jobs a quarter of an hour: a server that starts anew is waited for

const held = z.object({ subscriber: z.string(), subjectId: z.string(), sequence: z.number().int() });
type Held = z.infer<typeof held>;

type Subscriber = {
  name: string;
  types: readonly string[];
  from: 'beginning' | 'now';
  /** Whether it writes to this database alone, at once: then it shares the transaction of its cursor. */
  derives: boolean;
  kind: JobKind<Held>;
  handle(row: EventRow, signal: AbortSignal): Promise<void> | void;
  /** The same of several that are derived. */
  deriveAll(rows: readonly EventRow[]): void;
};

type Dependencies = {
  store: EventStore;
  log: EventLog;
  jobs: Pick<Jobs, 'register' | 'enqueue' | 'latest'>;
  storage: Pick<Storage, 'isWritable' | 'onChange' | 'failed'>;
  errors: Pick<Log, 'warn' | 'error'>;
};

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Hands events over to those who subscribed: each has a cursor, is woken once something is on the disk, and goes on at
 * the next start where it was. What fails becomes a job, which tries again and is shown among the tasks; later events of
 * its subject wait behind it, those of others do not.
 */
export function createDelivery({ store, log, jobs, storage, errors }: Dependencies) {
  const subscribers = new Map<string, Subscriber>();
  const passing = new Map<string, Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const leaving = new AbortController();
  let started = false;
  let stopListening = (): void => undefined;

  const cursorOf = ({ name }: Subscriber): number => store.cursor(name) ?? 0;

  /** Puts an event aside with the job that tries it again. */
  function holdBack(
    subscriber: Subscriber,
    row: Pick<EventRow, 'type' | 'clientId' | 'subjectId' | 'sequence'>,
  ) {
    const { clientId, subjectId, sequence } = row;
    store.saveHold({ subscriber: subscriber.name, subjectId, clientId, sequence });
    jobs.enqueue(subscriber.kind, {
      label: row.type,
      clientId,
      payload: { subscriber: subscriber.name, subjectId, sequence },
      maxAttempts: ATTEMPTS,
      idempotencyKey: `${subscriber.kind.type}:${sequence}`,
    });
  }

  /** The event was handed over, or a person dismissed it: the next of its subject, if there is one. */
  function goOn(subscriber: Subscriber, hold: HoldRow): void {
    const next = store.nextOf(hold, subscriber.types, cursorOf(subscriber));
    if (next === null) store.release(hold.subscriber, hold.subjectId);
    else holdBack(subscriber, next);
  }

  function failed(subscriber: Subscriber, row: EventRow, error: unknown): void {
    const { name } = subscriber;
    errors.warn({ subscriber: name, event: row.type, sequence: row.sequence, err: error }, 'event put aside');
    holdBack(subscriber, row);
  }

  const isHeld = (subscriber: Subscriber, row: EventRow) =>
    store.holdOf(subscriber.name, row.subjectId) !== null;

  /** Events in one savepoint. Where one of them fails, each has one of its own: it is undone alone. */
  function derive(subscriber: Subscriber, rows: readonly EventRow[]): void {
    if (rows.length > 1 && store.holds(subscriber.name).length === 0)
      try {
        store.atOnce(() => subscriber.deriveAll(rows));
        return;
      } catch (error) {
        errors.warn({ subscriber: subscriber.name, err: error }, 'events are derived one by one');
      }
    for (const row of rows) {
      if (isHeld(subscriber, row)) continue;
      try {
        store.atOnce(() => subscriber.deriveAll([row]));
      } catch (error) {
        failed(subscriber, row, error);
      }
    }
  }

  /** Events in one transaction, for as long as that holds up no answer. @returns whether more may be there. */
  function deriveSome(subscriber: Subscriber): boolean {
    return store.atOnce(() => {
      const deadline = performance.now() + DERIVE_MS;
      for (;;) {
        const rows = store.after(cursorOf(subscriber), subscriber.types, AT_ONCE);
        const last = rows.at(-1);
        if (last === undefined) return false;
        derive(subscriber, rows);
        store.saveCursor(subscriber.name, last.sequence);
        if (rows.length < AT_ONCE) return false;
        if (performance.now() > deadline) return true;
      }
    });
  }

  async function handOverSome(subscriber: Subscriber): Promise<boolean> {
    const rows = store.after(cursorOf(subscriber), subscriber.types, AT_ONCE);
    for (const row of rows) {
      if (leaving.signal.aborted || !storage.isWritable()) return false;
      let failure: unknown = null;
      if (!isHeld(subscriber, row)) {
        try {
          await subscriber.handle(row, leaving.signal);
        } catch (error) {
          if (leaving.signal.aborted) return false; // again at the next start
          failure = error;
        }
      }
      store.atOnce(() => {
        // Asked again: its subject may have been held back, or let go, while this one was under way.
        if (failure !== null) failed(subscriber, row, failure);
        store.saveCursor(subscriber.name, row.sequence);
      });
    }
    return rows.length === AT_ONCE;
  }

  async function pass(subscriber: Subscriber): Promise<void> {
    try {
      if (storage.isWritable()) place(subscriber);
      let more = true;
      while (more && !leaving.signal.aborted && storage.isWritable()) {
        more = subscriber.derives ? deriveSome(subscriber) : await handOverSome(subscriber);
        if (more) await new Promise(resolve => setImmediate(resolve));
      }
    } catch (error) {
      errors.error(
        { subscriber: subscriber.name, err: storage.failed(error) },
        'events could not be handed over',
      );
      passAfter(subscriber, AGAIN_MS);
    }
  }

  /** One pass of a subscriber at a time; what is recorded meanwhile is found by the next one. */
  function begin(subscriber: Subscriber): void {
    const before = passing.get(subscriber.name) ?? Promise.resolve();
    const next = before.then(() => pass(subscriber));
    passing.set(subscriber.name, next);
    void next.finally(() => passing.get(subscriber.name) === next && passing.delete(subscriber.name));
  }

  function passAfter(subscriber: Subscriber, milliseconds: number): void {
    const { name } = subscriber;
    if (timers.has(name) || leaving.signal.aborted) return;
    const wake = () => {
      timers.delete(name);
      begin(subscriber);
    };
    const timer = actAsSystem(() => setTimeout(wake, milliseconds));
    timer.unref();
    timers.set(name, timer);
  }

  function wake(whom: (subscriber: Subscriber) => boolean): void {
    if (!started || leaving.signal.aborted || !storage.isWritable()) return;
    for (const subscriber of subscribers.values())
      if (whom(subscriber)) passAfter(subscriber, subscriber.derives ? DERIVED_AFTER_MS : 0);
  }

  const wakeAll = (): void => wake(() => true);

  function register(subscriber: Subscriber): void {
    if (subscribers.has(subscriber.name))
      throw new FoyerError('internal.unexpected', `Two subscribers are called ${subscriber.name}`);
    subscribers.set(subscriber.name, subscriber);
    jobs.register(subscriber.kind, {
      concurrency: 1,
      mustEnd: true, // what is not wanted any more is dismissed once it has failed
      leavesNoTrace: true,
      async run({ payload, signal }) {
        const hold = store.holdOf(payload.subscriber, payload.subjectId);
        if (hold === null || hold.sequence !== payload.sequence) return; // erased, or done before a kill
        const row = store.get(payload.sequence);
        if (row !== null && !subscriber.derives) await subscriber.handle(row, signal);
        store.atOnce(() => {
          if (row !== null && subscriber.derives) void subscriber.handle(row, signal);
          goOn(subscriber, hold);
        });
      },
      onDismissed({ payload }) {
        const hold = store.holdOf(payload.subscriber, payload.subjectId);
        if (hold !== null && hold.sequence === payload.sequence) goOn(subscriber, hold);
      },
    });
  }

  function kindOf(
    name: string,
    { called, pointlessAfter = [] }: Pick<Subscription<EventKind>, 'called' | 'pointlessAfter'>,
  ) {
    return jobKind(`${DELIVERS}${name}`, held, { called, pointlessAfter });
  }

  /** Reads rows as events of the kinds subscribed to. */
  function reader<Kind extends EventKind>(kinds: readonly Kind[]): (row: EventRow) => EventOf<Kind> {
    for (const kind of kinds) requireKnown(log.kinds, kind, 'subscribed to');
    const byType = new Map(kinds.map(kind => [kind.type, kind]));
    return row => {
      const { type, sequence, clientId, subjectId, contactId, createdAt } = row;
      const payload = byType.get(type)?.payload.safeParse(row.payload);
      if (!payload?.success)
        throw new FoyerError('internal.unexpected', `What event ${sequence} of ${type} says does not fit`);
      const actor = { kind: row.actorKind, id: row.actorId };
      const read = { sequence, type, clientId, subjectId, contactId, actor, at: createdAt };
      // Of one of the kinds: its type and payload were just looked at together.
      return { ...read, payload: payload.data } as EventOf<Kind>;
    };
  }

  /** A subscriber that is new begins at the beginning, or after what is there. */
  function place(subscriber: Subscriber): void {
    if (store.cursor(subscriber.name) !== null) return;
    store.saveCursor(subscriber.name, subscriber.from === 'now' ? store.newest() : 0);
  }

  /** A job that was removed with age leaves what it was to hand over: it is tried once more. */
  function resumeHeld(subscriber: Subscriber): void {
    for (const hold of store.holds(subscriber.name)) {
      const { subjectId, sequence } = hold;
      const job = jobs.latest(subscriber.kind, { subjectId });
      if (job !== null && job.state !== 'succeeded' && job.state !== 'cancelled') continue;
      store.atOnce(() =>
        holdBack(subscriber, { ...hold, type: store.get(sequence)?.type ?? subscriber.name }),
      );
    }
  }

  return {
    subscribe<Kind extends EventKind>(subscription: Subscription<Kind>): void {
      const { name, to, from } = subscription;
      const read = reader(to);
      register({
        name,
        types: to.map(({ type }) => type),
        from,
        derives: false,
        kind: kindOf(name, subscription),
        handle: (row, signal) => actAsSystem(() => subscription.handle(read(row), signal)),
        deriveAll: () => undefined,
      });
    },

    /** `catchUp` brings the derived up to date, as far as the disk takes it; `cursor` says up to which event it is. */
    derive<Kind extends EventKind>({ name, called, to, from, derive: deriveNow }: Derivation<Kind>) {
      const read = reader(to);
      const subscriber: Subscriber = {
        name,
        types: to.map(({ type }) => type),
        from,
        derives: true,
        kind: kindOf(name, { called }),
        handle: row => deriveNow([read(row)]),
        deriveAll: rows => deriveNow(rows.map(read)),
      };
      register(subscriber);
      return {
        catchUp(): void {
          if (!storage.isWritable()) return;
          if (store.hasMore(cursorOf(subscriber), subscriber.types, CAUGHT_UP_AT_MOST)) return;
          while (deriveSome(subscriber));
        },
        cursor: (): number => cursorOf(subscriber),
      };
    },

    /** Hands over what waits, and from now on what is recorded. Subscribers are all there. */
    start(): void {
      actAsSystem(() => {
        if (storage.isWritable())
          for (const subscriber of subscribers.values()) {
            place(subscriber);
            resumeHeld(subscriber);
          }
      });
      started = true;
      // Whom nothing of it is for does not look: that would cost each answer a look by every subscriber.
      log.onRecorded(recorded => wake(({ types }) => types.some(type => recorded.has(type))));
      stopListening = storage.onChange(wakeAll);
      wakeAll();
    },

    /** Resolves once all that is recorded was handed over or put aside. For tests and the command line. */
    async settled(): Promise<void> {
      await new Promise(resolve => setImmediate(resolve));
      for (const subscriber of subscribers.values()) begin(subscriber);
      await Promise.all(passing.values());
    },

    /** Interrupts what is under way: it is handed over again at the next start. */
    async close(): Promise<void> {
      stopListening();
      leaving.abort(new FoyerError('document.interrupted', 'The app is closing'));
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(passing.values());
    },
  };
}
