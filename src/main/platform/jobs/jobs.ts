import { randomUUID } from 'node:crypto';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { actAsSystem } from '#main/platform/acting.ts';
import { concerning } from '#main/platform/outbound/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Log } from '#main/platform/log.ts';
import { isStorageRefusal, type Storage } from '#main/platform/storage/index.ts';
import { DELIVERS } from '#main/platform/events/index.ts';
import { JOB_FAILED } from './events.ts';
import type { Carried } from './kind.ts';
import { createJobLooks } from './looks.ts';
import type { Jobs, JobRun } from './ports.ts';
import { carriedBy, Misfit, registeredOf, type Registered } from './registered.ts';
import { asJob, type JobRow, type JobStore } from './store.ts';

const LEASE_MS = 30_000;
const LEASE_RENEWAL_MS = 10_000;
const PROGRESS_EVERY_MS = 250; // what the eye follows; more would only write
const BACK_OFF_FIRST_MS = 2_000;
const BACK_OFF_FACTOR = 4;
const BACK_OFF_MAX_MS = 120_000;
const LONGEST_WAIT_MS = 60_000; // look again at least this often, whatever the clock does
const FINISHED_KEPT_DAYS = 30;
const PUMP_AGAIN_MS = 1_000; // after a fault of the database: what waits is not forgotten, and nothing spins
/** Times that the disk may refuse one job which does not count as its fault: full for days is no reason to give up. */
const REFUSALS_FORGIVEN = 20;

const cancelled = new FoyerError('request.invalid', 'Cancelled');
const closing = new FoyerError('document.interrupted', 'The app is closing');
const pausing = new FoyerError('document.interrupted', 'Nothing can be written now');

type Running = { type: string; clientId: string | null; abort: AbortController; ended: Promise<void> };

type Dependencies = {
  store: JobStore;
  clock: Clock;
  log: Log;
  events: Pick<Events, 'record'>;
  changes: Changes;
  storage: Storage;
};

/**
 * Durable work: rows in SQLite run here, resumed after a kill at their last completed step. While the disk takes nothing
 * they pause: what runs goes back to the queue, and goes on once there is room.
 */
export function createJobs({ store, clock, log, events, changes, storage }: Dependencies): Jobs {
  const owner = randomUUID();
  const handlers = new Map<string, Registered>();
  const running = new Map<string, Running>();
  let succeeded: JobRow[] = [];
  /** How jobs ended that the disk did not let be written down. */
  let unsettled: (() => void)[] = [];
  /** How often the disk refused a job. */
  const refusals = new Map<string, number>();
  const idleWaiters = new Set<() => void>();
  let started = false;
  let stopListening = (): void => undefined;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let renewal: NodeJS.Timeout | null = null;
  let pumping: NodeJS.Immediate | null = null;

  const announce = (row: { id: string; clientId: string | null }) =>
    changes.publish({ topic: 'jobs', clientId: row.clientId, id: row.id });

  /** Once for all that asks before the next turn: a folder of files queues hundreds of jobs in a row. */
  function pumpSoon(): void {
    // Whoever queued it, a job is Foyer's own work.
    pumping ??= actAsSystem(() => setImmediate(pump));
  }

  function pump(): void {
    pumping = null;
    if (!started || closed || !storage.isWritable()) return; // `pauseOrResume` comes back
    try {
      claimReady();
    } catch (error) {
      // A fault of the database is told by whoever meets it next; the queue outlives it.
      log.error({ err: storage.failed(error) }, 'the queue could not be read or written');
      pumpAfter(PUMP_AGAIN_MS);
    }
  }

  function pumpAfter(milliseconds: number): void {
    if (timer) clearTimeout(timer);
    timer = actAsSystem(() => setTimeout(pump, milliseconds));
  }

  function claimReady(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    settleAll();
    const ended = [...succeeded];
    const claimed = store.atOnce(() => {
      for (const row of ended) finish(row, 'succeeded', null, null);
      return claimAll();
    });
    succeeded = succeeded.filter(row => !ended.includes(row));
    for (const row of claimed) begin(row);
    const next = store.nextRunAt();
    if (next !== null)
      pumpAfter(Math.min(Math.max(new Date(next).getTime() - clock.now().getTime(), 50), LONGEST_WAIT_MS));
    if (running.size === 0 && store.openCount() === 0) {
      for (const resolve of idleWaiters) resolve();
      idleWaiters.clear();
    }
  }

  /** Writes down what became of a job; what the disk refuses is written once it takes it. */
  function settle(write: () => void): void {
    try {
      storage.write(write);
    } catch (error) {
      if (!isStorageRefusal(error)) throw error;
      unsettled.push(write);
    }
  }

  function settleAll(): void {
    const writes = unsettled;
    unsettled = [];
    for (const write of writes) settle(write);
  }

  /** The state of the disk has changed. */
  function pauseOrResume(): void {
    if (storage.isWritable()) pumpSoon();
    else for (const { abort } of running.values()) abort.abort(pausing);
  }

  function claimAll(): JobRow[] {
    const claimed: JobRow[] = [];
    for (;;) {
      const row = store.claim(fullTypes(claimed), owner, clock.now(), LEASE_MS);
      if (!row) return claimed;
      claimed.push(row);
    }
  }

  function fullTypes(claimed: readonly JobRow[]): string[] {
    const counts = new Map<string, number>();
    for (const { type } of [...running.values(), ...claimed]) counts.set(type, (counts.get(type) ?? 0) + 1);
    const full = [...counts].filter(([type, count]) => count >= (handlers.get(type)?.concurrency ?? 1));
    const isQuiet = counts.size === 0;
    const held = [...handlers].filter(([, { whenQuiet }]) => whenQuiet === true && !isQuiet);
    return [...full, ...held].map(([type]) => type);
  }

  function begin(row: JobRow): void {
    const handler = handlers.get(row.type);
    if (!handler) {
      settle(() =>
        fail(
          row,
          'internal.unexpected',
          `Nobody does ${row.type}: list jobWork(…) for it among the jobs of its part`,
        ),
      );
      return;
    }
    const abort = new AbortController();
    const ended = execute(row, handler, abort.signal)
      .catch((error: unknown) => log.error({ job: row.id, err: error }, 'job bookkeeping failed'))
      .finally(() => {
        running.delete(row.id);
        pumpSoon();
      });
    running.set(row.id, { type: row.type, clientId: row.clientId, abort, ended });
    announce(row);
  }

  async function execute(row: JobRow, handler: Registered, signal: AbortSignal): Promise<void> {
    const jobLog = log.child({ job: row.id, type: row.type, client: row.clientId });
    jobLog.info({ attempt: row.attempts, after: row.step }, 'job started');
    try {
      const whom = { clientId: row.clientId, chatbotId: null };
      await concerning(whom, () => handler.run(createRun(row, signal)));
      succeeded.push(row); // written with the next claims, which costs a flush less; until then it may run again
      refusals.delete(row.id);
      jobLog.info('job succeeded');
    } catch (error) {
      if (signal.aborted && signal.reason === cancelled) {
        settle(() => finish(row, 'cancelled', null, null));
        settle(() => handler.onEnd(row, 'cancelled', 'document.interrupted'));
        return;
      }
      const told = storage.failed(error);
      if (signal.aborted && (signal.reason === closing || signal.reason === pausing))
        return takeBack(row, { attempts: row.attempts - 1 });
      const code: ErrorCode = isFoyerError(told) ? told.code : 'internal.unexpected';
      const detail = error instanceof Error ? error.message : String(error);
      jobLog.warn({ err: error, code }, 'job attempt failed');
      if (isStorageRefusal(told) && refusedAgain(row.id) <= REFUSALS_FORGIVEN)
        return takeBack(row, { attempts: row.attempts - 1, ...tryAgain(refusals.get(row.id) ?? 1) });
      if (error instanceof Misfit || handler.pointlessAfter.has(code) || row.attempts >= row.maxAttempts) {
        refusals.delete(row.id);
        settle(() => fail(row, code, detail));
        settle(() => handler.onEnd(row, 'failed', code));
        return;
      }
      takeBack(row, { failure: code, failureDetail: detail, ...tryAgain(row.attempts) });
    }
  }

  function takeBack(row: JobRow, change: Partial<JobRow>): void {
    settle(() => store.update(row.id, { state: 'queued', leaseOwner: null, leaseUntil: null, ...change }));
    announce(row);
  }

  function tryAgain(times: number): Pick<JobRow, 'runAt'> {
    const backOff = Math.min(BACK_OFF_FIRST_MS * BACK_OFF_FACTOR ** (times - 1), BACK_OFF_MAX_MS);
    return { runAt: new Date(clock.now().getTime() + backOff).toISOString() };
  }

  function refusedAgain(id: string): number {
    const times = (refusals.get(id) ?? 0) + 1;
    refusals.set(id, times);
    return times;
  }

  function createRun(row: JobRow, signal: AbortSignal): JobRun<Carried> {
    let lastWrite = 0;
    return {
      id: row.id,
      clientId: row.clientId,
      payload: row.payload,
      attempt: row.attempts,
      completedStep: row.step,
      signal,
      completeStep(name) {
        store.update(row.id, { step: name });
      },
      progress(fraction, note) {
        const now = performance.now();
        if (now - lastWrite < PROGRESS_EVERY_MS) return;
        lastWrite = now;
        storage.whenWritable(() =>
          store.update(row.id, { progress: Math.min(1, Math.max(0, fraction)), progressNote: note ?? null }),
        );
        announce(row);
      },
    };
  }

  function finish(
    row: JobRow,
    state: 'succeeded' | 'failed' | 'cancelled',
    failure: ErrorCode | null,
    detail: string | null,
  ): void {
    const forgets = state !== 'failed' && handlers.get(row.type)?.forgetsPayload === true;
    if (forgets) store.update(row.id, { payload: {} });
    if (state === 'succeeded' && handlers.get(row.type)?.leavesNoTrace === true) store.remove(row.id);
    else store.end(row.id, { state, failure, detail, at: clock.now() });
    announce(row);
  }

  function fail(row: JobRow, failure: ErrorCode, detail: string): void {
    store.atOnce(() => {
      finish(row, 'failed', failure, detail);
      // An event that could not be handed over is no event again: that would go round in circles.
      if (row.type.startsWith(DELIVERS)) return;
      const { id: subjectId, clientId, type } = row;
      events.record(JOB_FAILED, { clientId, subjectId, payload: { type, failure } });
    });
  }

  function cancel(id: string): void {
    const active = running.get(id);
    const type = active?.type ?? store.get(id)?.type;
    if (type !== undefined && handlers.get(type)?.mustEnd === true) return;
    if (active) {
      store.update(id, { cancelRequested: true });
      active.abort.abort(cancelled);
      return;
    }
    const row = store.get(id);
    if (row?.state !== 'queued') return;
    finish(row, 'cancelled', null, null);
    handlers.get(row.type)?.onEnd(row, 'cancelled', 'document.interrupted');
  }

  const describe = (row: JobRow) => {
    const { called = null, mustEnd = false } = handlers.get(row.type) ?? {};
    return asJob(row, { called, mustEnd });
  };

  return {
    ...createJobLooks(store, describe),
    register(kind, handler) {
      handlers.set(kind.type, registeredOf(kind, handler));
    },
    enqueue(kind, request) {
      const payload = carriedBy(kind, request.payload);
      const id = store.insert(kind.type, { ...request, payload }, clock.now());
      announce({ id, clientId: request.clientId });
      // After the caller's transaction, so that a job never starts before what it reads is there.
      pumpSoon();
      return id;
    },
    cancel,
    cancelByKey(key) {
      const id = store.openIdOf(key);
      if (id !== null) cancel(id);
    },
    async cancelOfClient(clientId) {
      for (const id of store.openIdsOfClient(clientId)) cancel(id);
      const ends = [...running.values()].filter(one => one.clientId === clientId).map(({ ended }) => ended);
      await Promise.all(ends);
    },
    retry(id) {
      const row = store.get(id);
      if (!row || (row.state !== 'failed' && row.state !== 'cancelled')) return;
      store.update(id, {
        state: 'queued',
        attempts: 0,
        cancelRequested: false,
        failure: null,
        failureDetail: null,
        finishedAt: null,
        progress: 0,
        runAt: clock.now().toISOString(),
      });
      announce(row);
      pumpSoon();
    },
    dismiss(id) {
      const row = store.get(id);
      if (row?.state !== 'failed') return;
      store.atOnce(() => {
        store.update(id, { state: 'cancelled' });
        handlers.get(row.type)?.onDismissed(row);
      });
      announce(row);
    },
    forgetFailures({ type }, about) {
      const [clientId] = store.forgetFailures(type, about);
      if (clientId !== undefined) changes.publish({ topic: 'jobs', clientId, id: null });
    },
    forget(id) {
      const row = store.get(id);
      if (!row || row.state === 'queued' || row.state === 'running') return;
      store.remove(id);
      announce(row);
    },
    isBusy: () => running.size > 0 || store.openCount() > 0,
    start() {
      storage.onceWritable(() => {
        const takenBack = store.takeBackAbandoned(owner);
        if (takenBack > 0) log.info({ jobs: takenBack }, 'jobs of an earlier run resumed');
        store.forget(new Date(clock.now().getTime() - FINISHED_KEPT_DAYS * 86_400_000).toISOString());
      });
      started = true;
      renewal = setInterval(() => {
        if (running.size === 0) return;
        try {
          storage.whenWritable(() => store.renewLeases(owner, clock.now(), LEASE_MS));
        } catch (error) {
          log.error({ err: error }, 'leases not renewed'); // the lock of the folder keeps the jobs ours all the same
        }
      }, LEASE_RENEWAL_MS);
      renewal.unref();
      stopListening = storage.onChange(pauseOrResume);
      actAsSystem(pump);
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      if (pumping) clearImmediate(pumping);
      if (renewal) clearInterval(renewal);
      stopListening();
      for (const { abort } of running.values()) abort.abort(closing);
      await Promise.all([...running.values()].map(({ ended }) => ended));
      // What cannot be written down now runs again at the next start.
      settleAll();
      settle(() => store.atOnce(() => succeeded.forEach(row => finish(row, 'succeeded', null, null))));
    },
    idle() {
      if (running.size === 0 && store.openCount() === 0) return Promise.resolve();
      return new Promise(resolve => idleWaiters.add(resolve));
    },
  };
}
