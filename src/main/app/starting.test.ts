import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { healthCheck, lookAtAll } from '#main/features/health-check.ts';
import { part, type Part } from '#main/features/part.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { openHouse, type OpenedHouse } from './house.ts';
import type { AppMode } from './ports.ts';
import { startParts } from './starting.ts';

const TIDY_JOB = jobKind('notes.tidy', z.object({ clientId: z.string() }), {
  called: { fr: 'Rangement', en: 'Tidying' },
});

describe('a part', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let opened: OpenedHouse | null;
  let seen: string[];

  beforeEach(() => {
    folder = temporaryFolder();
    opened = null;
    seen = [];
  });
  afterEach(async () => {
    await opened?.house.jobs.close();
    await opened?.close();
    folder.remove();
  });

  /** Knows nothing of the house but that it is one, and is known by nobody. */
  const planted = (fault?: Error) =>
    part({
      jobs: [
        jobWork(
          TIDY_JOB,
          {
            concurrency: 1,
            run({ payload }) {
              seen.push(`tidied ${payload.clientId}`);
              return fault === undefined ? Promise.resolve() : Promise.reject(fault);
            },
          },
          {
            name: 'notes.tidy',
            about: { fr: 'Range.', en: 'Tidies.' },
            when: { cron: '7 * * * *' },
            missed: 'skip',
            request: () => ({ label: 'notes', payload: { clientId: 'due' } }),
          },
        ),
      ],
      checks: [healthCheck('memory', () => ({ state: 'failed', detail: 'no room for notes' }))],
      resume: () => void seen.push('resumed'),
      start: () => void seen.push('started'),
      sweep: {
        what: 'notes of nobody',
        remove() {
          seen.push('swept');
          return Promise.resolve(1);
        },
      },
    }) satisfies Part;

  async function begin(mode: AppMode, parts: readonly Part[] = [planted()]) {
    opened = await openHouse({ dataFolder: folder.path, mode });
    await startParts(opened.house, parts);
    return opened;
  }

  it('is resumed, then started, and what belongs to nothing is removed', async () => {
    await begin('server');
    expect(seen).toEqual(['resumed', 'started', 'swept']);
  });

  it('is not started, nor its schedules, while a single command runs', async () => {
    const { house } = await begin('command-line');
    expect(seen).toEqual(['resumed', 'swept']);
    expect(house.schedules.list().map(({ name }) => name)).toEqual(['notes.tidy']);
  });

  it('is handed its work, which is due by its schedule too', async () => {
    const { house } = await begin('server');
    house.jobs.enqueue(TIDY_JOB, { label: 'notes', clientId: null, payload: { clientId: 'asked' } });
    house.schedules.runNow('notes.tidy');
    await house.jobs.idle();
    expect(seen).toEqual(expect.arrayContaining(['tidied asked', 'tidied due']));
  });

  it('has the house told of the errors of its work', async () => {
    const told: unknown[] = [];
    const fault = new Error('no ink');
    const { house, onError } = await begin('server', [planted(fault)]);
    onError(error => told.push(error));
    house.jobs.enqueue(TIDY_JOB, {
      label: 'notes',
      clientId: null,
      payload: { clientId: 'asked' },
      maxAttempts: 1,
    });
    await house.jobs.idle();
    expect(told).toEqual([fault]);
  });

  it('is looked at by the doctor, in the words of whoever asks', async () => {
    const { ok, checks } = await lookAtAll(planted().checks, 'en');
    expect(ok).toBe(false);
    expect(checks).toEqual([
      { name: 'memory', label: 'Memory', state: 'failed', detail: 'no room for notes', mending: false },
    ]);
  });
});
