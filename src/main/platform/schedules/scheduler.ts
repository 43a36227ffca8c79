import type { Schedule as Described } from '#shared/contract/schedules.ts';
import { FoyerError } from '#shared/errors.ts';
import { actAsSystem } from '#main/platform/acting.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Carried } from '#main/platform/jobs/kind.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { timesOf, type Schedule } from './schedule.ts';
import type { ScheduleStore } from './store.ts';

/** Looked at least this often: a computer sleeps, and its date may be set. */
const LONGEST_WAIT_MS = 60_000;
const SCHEDULED_PRIORITY = 300; // after all that a person waits for
/** A last time further ahead than this was told by a wrong date. */
const AHEAD_ALLOWED_MS = 60_000;

type Dependencies = {
  store: ScheduleStore;
  jobs: Pick<Jobs, 'enqueue'>;
  clock: Clock;
  timeZone: string;
  storage: Pick<Storage, 'whenWritable' | 'failed'>;
  log: Log;
};

type Registered = {
  described: Pick<Described, 'name' | 'called' | 'about' | 'when' | 'missed'>;
  times: ReturnType<typeof timesOf>;
  isWanted: () => boolean;
  /** Up to when it was looked at and not wanted: that is not written down. */
  idleUntil: Date | null;
  queue(due: Date): string;
};

export type Scheduler = ReturnType<typeof createScheduler>;

/**
 * Queues what is due. That a time was due and its job are written together, so that a kill neither forgets nor doubles
 * one. One job of a schedule waits at most, except where each missed time is made up for.
 */
export function createScheduler({ store, jobs, clock, timeZone, storage, log }: Dependencies) {
  const known = new Map<string, Registered>();
  let timer: NodeJS.Timeout | null = null;

  /** When it was last due; null when it never was, or when that lies in a future that a wrong date told of. */
  function lastDueOf({ described: { name }, idleUntil }: Registered, now: Date): Date | null {
    const row = store.get(name);
    if (row === null) return null;
    const told = [new Date(row.lastDueAt), ...(idleUntil === null ? [] : [idleUntil])].filter(
      time => time.getTime() - now.getTime() <= AHEAD_ALLOWED_MS,
    );
    return told.length === 0 ? null : new Date(Math.max(...told.map(Number)));
  }

  /** The instants whose work is to be queued now, and until when all is dealt with. */
  function dueOf(registered: Registered, now: Date): { instants: Date[]; dealtWith: Date } | null {
    const { described, times } = registered;
    const last = lastDueOf(registered, now);
    if (last === null) return { instants: [], dealtWith: now }; // from now on
    const passed = times.between(last, now);
    const latest = passed.at(-1);
    if (latest === undefined) return null;
    const isOnTime = now.getTime() - latest.getTime() <= LONGEST_WAIT_MS;
    const kept = { all: passed, once: [latest], skip: isOnTime ? [latest] : [] };
    return { instants: kept[described.missed], dealtWith: latest };
  }

  function queueDue(registered: Registered, now: Date): void {
    const due = dueOf(registered, now);
    if (due === null) return;
    const { name } = registered.described;
    if (due.instants.length > 0 && !registered.isWanted()) {
      registered.idleUntil = due.dealtWith;
      return;
    }
    store.atOnce(() => {
      for (const instant of due.instants) registered.queue(instant);
      const lastRunAt = due.instants.length > 0 ? now.toISOString() : (store.get(name)?.lastRunAt ?? null);
      store.save({ name, lastDueAt: due.dealtWith.toISOString(), lastRunAt });
    });
  }

  function look(): void {
    storage.whenWritable(() => {
      for (const registered of known.values()) {
        try {
          queueDue(registered, clock.now());
        } catch (error) {
          log.error({ schedule: registered.described.name, err: storage.failed(error) }, 'not queued');
        }
      }
    });
  }

  function waitAndLook(): void {
    const now = clock.now();
    const next = [...known.values()].map(({ times }) => times.next(now)?.getTime() ?? Infinity);
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(50, Math.min(...next) - now.getTime()));
    timer = actAsSystem(() =>
      setTimeout(() => {
        look();
        waitAndLook();
      }, wait),
    );
    timer.unref();
  }

  return {
    register<Payload extends Carried>(schedule: Schedule<Payload>): void {
      const { name, about, when, missed, kind, request, isWanted = () => true } = schedule;
      known.set(name, {
        described: { name, called: kind.called, about, when, missed },
        times: timesOf(when, timeZone),
        isWanted,
        idleUntil: null,
        queue: due =>
          jobs.enqueue(kind, {
            clientId: null,
            priority: SCHEDULED_PRIORITY,
            idempotencyKey: missed === 'all' ? `${name}:${due.toISOString()}` : name,
            ...request(due),
          }),
      });
    },

    list(): Described[] {
      const now = clock.now();
      return [...known.values()].map(({ described, times }) => ({
        ...described,
        timeZone,
        nextRunAt: times.next(now)?.toISOString() ?? null,
        lastRunAt: store.get(described.name)?.lastRunAt ?? null,
      }));
    },

    /** Queues its work at once, beside its times. @returns the job. */
    runNow(name: string): string {
      const registered = known.get(name);
      if (registered === undefined) throw new FoyerError('resource.not_found', `No schedule ${name}`);
      const now = clock.now();
      return store.atOnce(() => {
        const id = registered.queue(now);
        const lastDueAt = (lastDueOf(registered, now) ?? now).toISOString();
        store.save({ name, lastDueAt, lastRunAt: now.toISOString() });
        return id;
      });
    },

    /** Queues what is due, now and from now on. */
    start(): void {
      actAsSystem(look);
      waitAndLook();
    },
    look,
    close(): void {
      if (timer) clearTimeout(timer);
    },
  };
}
