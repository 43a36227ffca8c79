import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FoyerError } from '#shared/errors.ts';
import { allClients } from '#main/db/client-scope.ts';
import { acting, actAs } from '#main/platform/acting.ts';
import { handler, jobEngine, OTHER, request, WORK } from '../../../../tests/support/job-engine.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { jobKind, type Carried } from './kind.ts';
import type { JobRun } from './ports.ts';

describe('jobs', () => {
  let temporary: ReturnType<typeof openTemporaryDatabase>;
  let now: Date;

  beforeEach(() => {
    temporary = openTemporaryDatabase();
    now = new Date('2026-11-20T12:00:00Z');
  });
  afterEach(() => temporary.close());

  const engine = () => jobEngine(temporary.database, { now: () => now });

  it('runs by priority, then in order, one at a time', async () => {
    const { jobs } = engine();
    const seen: unknown[] = [];
    jobs.register(
      WORK,
      handler(async job => void seen.push(job.payload['name'])),
    );
    jobs.enqueue(WORK, { ...request, payload: { name: 'late' }, priority: 200 });
    jobs.enqueue(WORK, { ...request, payload: { name: 'first' } });
    jobs.enqueue(WORK, { ...request, payload: { name: 'second' } });
    jobs.start();
    await jobs.idle();
    expect(seen).toEqual(['first', 'second', 'late']);
    await jobs.close();
  });

  it('runs on behalf of Foyer, whoever queued it', async () => {
    const { jobs } = engine();
    const seen: string[] = [];
    jobs.register(
      WORK,
      handler(async () => {
        await Promise.resolve();
        seen.push(acting().kind);
      }),
    );
    jobs.start();
    await actAs({ kind: 'user', id: 'u', correlationId: null, address: null, userAgent: null }, () => {
      jobs.enqueue(WORK, request);
      jobs.enqueue(WORK, request);
      return jobs.idle();
    });
    expect(seen).toEqual(['system', 'system']);
    await jobs.close();
  });

  it('does not add a second open job with the same key, and does once the first ended', async () => {
    const { jobs } = engine();
    jobs.register(
      WORK,
      handler(async () => undefined),
    );
    const first = jobs.enqueue(WORK, { ...request, idempotencyKey: 'k' });
    expect(jobs.enqueue(WORK, { ...request, idempotencyKey: 'k' })).toBe(first);
    jobs.start();
    await jobs.idle();
    expect(jobs.enqueue(WORK, { ...request, idempotencyKey: 'k' })).not.toBe(first);
    await jobs.idle();
    await jobs.close();
  });

  it('resumes what a killed process left running after its last completed step, without counting the attempt', async () => {
    const killed = engine();
    killed.jobs.enqueue(WORK, request);
    const row = killed.store.claim([], 'dead process', now, 30_000);
    killed.store.update(row?.id ?? '', { step: 'extracted' });

    const { jobs } = engine();
    const runs: Pick<JobRun<Carried>, 'attempt' | 'completedStep'>[] = [];
    jobs.register(
      WORK,
      handler(async ({ attempt, completedStep }) => void runs.push({ attempt, completedStep })),
    );
    jobs.start();
    await jobs.idle();
    expect(runs).toEqual([{ attempt: 1, completedStep: 'extracted' }]);
    await jobs.close();
  });

  it('waits longer after each failure, then gives up and says why', async () => {
    const { jobs } = engine();
    const ends: string[] = [];
    jobs.register(
      WORK,
      handler(
        async () => {
          throw new FoyerError('model.unreachable', 'refused');
        },
        { onEnd: (_job, end, code) => void ends.push(`${end} ${code}`) },
      ),
    );
    const id = jobs.enqueue(WORK, { ...request, maxAttempts: 2 });
    jobs.start();
    const retried = () => jobs.get(id)?.attempts === 1 && jobs.get(id)?.state === 'queued';
    await expect.poll(retried).toBe(true);
    expect(ends).toEqual([]);
    now = new Date(now.getTime() + 3_000);
    await expect.poll(() => jobs.get(id)?.state, { timeout: 5_000 }).toBe('failed');
    expect(jobs.get(id)?.failure).toBe('model.unreachable');
    expect(ends).toEqual(['failed model.unreachable']);
    await jobs.close();
  });

  it('does not retry what no attempt can mend', async () => {
    const { jobs } = engine();
    jobs.register(
      WORK,
      handler(async () => {
        throw new FoyerError('document.encrypted', 'password');
      }),
    );
    const id = jobs.enqueue(WORK, request);
    jobs.start();
    await jobs.idle();
    expect(jobs.get(id)).toMatchObject({ state: 'failed', attempts: 1, failure: 'document.encrypted' });
    await jobs.close();
  });

  it('takes only what its kind carries, and does not retry what an earlier version queued otherwise', async () => {
    const { jobs, store } = engine();
    const kind = jobKind('named', z.object({ name: z.string() }), { called: null });
    const seen: string[] = [];
    jobs.register(kind, { concurrency: 1, run: async ({ payload }) => void seen.push(payload.name) });
    expect(() => jobs.enqueue(kind, { ...request, payload: { name: 3 as never } })).toThrow(/does not fit/);
    const old = store.insert('named', { ...request, payload: { title: 'old' } }, now);
    const id = jobs.enqueue(kind, { ...request, payload: { name: 'new' } });
    jobs.start();
    await jobs.idle();
    expect(seen).toEqual(['new']);
    expect(jobs.get(id)?.state).toBe('succeeded');
    expect(jobs.get(old)).toMatchObject({ state: 'failed', attempts: 1, failure: 'internal.unexpected' });
    await jobs.close();
  });

  it('of a kind that nobody does fails, and says what to write', async () => {
    const { jobs, store } = engine();
    const id = jobs.enqueue(OTHER, request);
    jobs.start();
    await jobs.idle();
    expect(store.get(id)).toMatchObject({
      state: 'failed',
      failureDetail: 'Nobody does other: list jobWork(…) for it among the jobs of its part',
    });
    await jobs.close();
  });

  it('is found by what it carries', () => {
    const { jobs, store } = engine();
    const kind = jobKind('named', z.object({ name: z.string() }), { called: null });
    const [first, second] = ['one', 'two'].map(name => jobs.enqueue(kind, { ...request, payload: { name } }));
    jobs.enqueue(WORK, { ...request, payload: { name: 'three' } });
    expect(jobs.latest(kind, { name: 'one' })?.id).toBe(first);
    expect(jobs.openAbout(kind, 'name')).toEqual(new Set(['one', 'two']));
    store.end(second ?? '', { state: 'succeeded', failure: null, detail: null, at: now });
    expect(jobs.openAbout(kind, 'name')).toEqual(new Set(['one']));
  });

  it('forgets what a job carried once it is done or cancelled, and keeps it for another try', async () => {
    const { jobs, store } = engine();
    jobs.register(
      WORK,
      handler(
        job =>
          job.payload['sealed'] === 'refused'
            ? Promise.reject(new FoyerError('mail.recipient_refused', 'no'))
            : Promise.resolve(),
        { forgetsPayload: true },
      ),
    );
    const [done, cancelled, failed] = ['done', 'cancelled', 'refused'].map(sealed =>
      jobs.enqueue(WORK, { ...request, payload: { sealed } }),
    );
    jobs.cancel(cancelled ?? '');
    jobs.start();
    await jobs.idle();
    await jobs.close();
    const payloads = [done, cancelled, failed].map(id => store.get(id ?? '')?.payload);
    expect(payloads).toEqual([{}, {}, { sealed: 'refused' }]);
  });

  it('cancels a running job through its signal, and a waiting one at once', async () => {
    const { jobs } = engine();
    const started = Promise.withResolvers<void>();
    jobs.register(
      WORK,
      handler(async ({ signal }) => {
        started.resolve();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }),
    );
    const running = jobs.enqueue(WORK, request);
    const waiting = jobs.enqueue(WORK, { ...request, idempotencyKey: 'waiting' });
    jobs.start();
    await started.promise;
    jobs.cancelByKey('waiting');
    expect(jobs.get(waiting)?.state).toBe('cancelled');
    jobs.cancel(running);
    await jobs.idle();
    expect(jobs.get(running)?.state).toBe('cancelled');
    await jobs.close();
  });

  it('closing puts running jobs back in the queue', async () => {
    const { jobs } = engine();
    const started = Promise.withResolvers<void>();
    jobs.register(
      WORK,
      handler(async ({ signal }) => {
        started.resolve();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }),
    );
    const id = jobs.enqueue(WORK, request);
    jobs.start();
    await started.promise;
    await jobs.close();
    expect(jobs.get(id)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('runs a delayed job even after the clock went back two hours', async () => {
    const { jobs, store } = engine();
    jobs.register(
      WORK,
      handler(async () => undefined),
    );
    const id = jobs.enqueue(WORK, request);
    store.update(id, { runAt: now.toISOString() });
    now = new Date(now.getTime() - 2 * 3_600_000);
    jobs.start();
    await jobs.idle();
    expect(jobs.get(id)?.state).toBe('succeeded');
    await jobs.close();
  });

  it('tells how far the batch is, counting what ended since the oldest open job was added', () => {
    const { jobs, store } = engine();
    const ids = [1, 2, 3, 4].map(() => jobs.enqueue(WORK, request));
    store.update(ids[0] ?? '', { state: 'running', progress: 0.5 });
    now = new Date(now.getTime() + 1_000);
    store.end(ids[1] ?? '', { state: 'succeeded', failure: null, detail: null, at: now });
    expect(store.batch(allClients)).toMatchObject({ done: 1, total: 4, partial: 0.5 });
  });

  it('case 15: does each job once, and counts the batch, while the date goes back and forth', async () => {
    const { jobs, store } = engine();
    const HOURS_2 = 2 * 3_600_000;
    const shift = (ms: number) => (now = new Date(now.getTime() + ms));
    const runs: unknown[] = [];
    const batches: object[] = [];
    jobs.register(
      WORK,
      handler(async job => {
        runs.push(job.payload['name']);
        shift(runs.length % 2 === 1 ? -HOURS_2 : HOURS_2);
        const { done, total } = store.batch(allClients);
        batches.push({ done, total });
        if (job.payload['name'] === 'fails first' && job.attempt === 1) {
          setImmediate(() => shift(-HOURS_2)); // its next attempt is then due in two hours, by the date
          throw new FoyerError('document.interrupted', 'not now');
        }
      }),
    );
    for (const name of ['one', 'two', 'three', 'fails first'])
      jobs.enqueue(WORK, { ...request, payload: { name } });
    jobs.start();
    await jobs.idle();
    expect(runs.toSorted()).toEqual(['fails first', 'fails first', 'one', 'three', 'two']);
    expect(batches.slice(0, 3)).toEqual([
      { done: 0, total: 4 },
      { done: 1, total: 4 },
      { done: 2, total: 4 },
    ]);
    await jobs.close();
  });
});
