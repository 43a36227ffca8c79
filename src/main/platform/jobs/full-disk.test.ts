import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FoyerError } from '#shared/errors.ts';
import { handler, jobEngine, OTHER, request, WORK } from '../../../../tests/support/job-engine.ts';
import { createDisk, roomyStorage } from '../../../../tests/support/storage-stand-in.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { until } from '../../../../tests/support/until.ts';

describe('jobs while the disk takes nothing', () => {
  let temporary: ReturnType<typeof openTemporaryDatabase>;
  let now: Date;

  beforeEach(() => {
    temporary = openTemporaryDatabase();
    now = new Date('2026-11-20T12:00:00Z');
  });
  afterEach(() => temporary.close());

  const engine = (storage: ReturnType<typeof roomyStorage>) =>
    jobEngine(temporary.database, { now: () => now }, storage);

  const refuse = (refuses: boolean) => temporary.database.$client.pragma(`query_only = ${refuses ? 1 : 0}`);

  it('pause: what runs goes back to the queue, nothing begins, and both go on once there is room', async () => {
    const disk = createDisk();
    const storage = roomyStorage(disk.read);
    const { jobs } = engine(storage);
    const runs: string[] = [];
    const begun = Promise.withResolvers<void>();
    jobs.register(
      WORK,
      handler(async ({ payload, signal, attempt }) => {
        runs.push(`${String(payload['name'])} ${attempt}`);
        if (runs.length > 1) return;
        begun.resolve();
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }),
    );
    const first = jobs.enqueue(WORK, { ...request, payload: { name: 'first' } });
    jobs.enqueue(WORK, { ...request, payload: { name: 'second' } });
    jobs.start();
    await begun.promise;
    disk.fill();
    storage.look();
    await until(() => jobs.get(first)?.state === 'queued');
    expect(jobs.get(first)).toMatchObject({ attempts: 0, failure: null });
    expect(runs).toEqual(['first 1']);
    disk.empty();
    storage.look();
    await jobs.idle();
    expect(runs).toEqual(['first 1', 'first 1', 'second 1']);
    await jobs.close();
  });

  it('the queue is neither read nor lost when it cannot be written', async () => {
    const storage = roomyStorage();
    const { jobs } = engine(storage);
    let runs = 0;
    jobs.register(
      WORK,
      handler(async () => void (runs += 1)),
    );
    const id = jobs.enqueue(WORK, request);
    refuse(true);
    jobs.start();
    await until(() => !storage.isWritable());
    expect([runs, storage.state(), jobs.get(id)?.state]).toEqual([0, 'read_only', 'queued']);
    refuse(false);
    storage.look();
    await jobs.idle();
    expect([runs, jobs.get(id)?.state]).toEqual([1, 'succeeded']);
    await jobs.close();
  });

  it('what a job came to is kept in mind, and written down later', async () => {
    const storage = roomyStorage();
    const { jobs } = engine(storage);
    const ended: string[] = [];
    jobs.register(
      WORK,
      handler(
        async ({ payload, progress }) => {
          refuse(true);
          progress(0.5);
          if (payload['name'] === 'fails') throw new FoyerError('document.damaged', 'No such file');
        },
        { onEnd: (_job, end) => void ended.push(end) },
      ),
    );
    const [done, failed] = ['done', 'fails'].map(name => {
      jobs.enqueue(OTHER, request); // no handler: ends at once, and is refused as well
      return jobs.enqueue(WORK, { ...request, payload: { name } });
    });
    jobs.start();
    await until(() => !storage.isWritable());
    refuse(false);
    storage.look();
    await until(() => jobs.get(done ?? '')?.state === 'succeeded');
    storage.look();
    await until(() => !storage.isWritable() || jobs.get(failed ?? '')?.state === 'failed');
    refuse(false);
    storage.look();
    await until(() => jobs.get(failed ?? '')?.state === 'failed');
    expect(ended).toEqual(['failed']);
    await jobs.close();
  });

  it('a job that the disk refuses is no failed attempt, however often', async () => {
    const storage = roomyStorage();
    const { jobs, store } = engine(storage);
    let runs = 0;
    jobs.register(
      WORK,
      handler(async () => {
        runs += 1;
        if (runs <= 5) throw Object.assign(new Error('write'), { code: 'ENOSPC' });
      }),
    );
    const id = jobs.enqueue(WORK, { ...request, maxAttempts: 1 });
    jobs.start();
    for (let refused = 1; refused <= 5; refused += 1) {
      await until(() => runs === refused && store.get(id)?.state === 'queued');
      expect(store.get(id)).toMatchObject({ attempts: 0 });
      now = new Date(now.getTime() + 130_000); // past every back-off
      storage.look();
    }
    await until(() => jobs.get(id)?.state === 'succeeded');
    await jobs.close();
  });
});
