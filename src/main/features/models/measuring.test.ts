import { expect, it } from 'vitest';
import type { ModelTest } from '#shared/contract/models.ts';
import { noFindings } from '#main/ai/model-memory.ts';
import { until } from '../../../../tests/support/until.ts';
import { createMeasuring, MEASURE_JOB } from './measuring.ts';

const found: ModelTest = {
  ok: false,
  code: 'model.no_memory',
  detail: null,
  firstTokenMs: null,
  totalMs: null,
  tokensPerSecond: null,
  dimension: null,
  reply: null,
  memoryBytes: null,
  missingMemory: null,
  window: null,
  findings: noFindings,
  pace: { readTokensPerSecond: null, writtenTokensPerSecond: null, loadMs: null },
};

/** Models whose tests end when they are told to, on a machine that is asked something until it is not. */
function measuringOf() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const asked = Promise.withResolvers<void>();
  const enqueued: unknown[] = [];
  const measuring = createMeasuring({
    models: {
      exists: id => id !== 'gone',
      whenNobodyAsks: () => asked.promise,
      async test(id) {
        begun.push(id);
        await new Promise<void>(resolve => ends.push(resolve));
        return found;
      },
    },
    jobs: {
      enqueue(_kind, request) {
        enqueued.push(request);
        return 'job';
      },
    },
  });
  return { measuring, begun, ends, answered: asked.resolve, enqueued };
}

const { signal } = new AbortController();

it('models are measured one after the other, once nobody is answered', async () => {
  const { measuring, begun, ends, answered } = measuringOf();
  const results = Promise.all([measuring.now('a', signal), measuring.now('b', signal)]);
  await new Promise(resolve => setImmediate(resolve));
  expect(begun).toEqual([]);
  answered();
  await until(() => Promise.resolve(ends.length === 1));
  expect(begun).toEqual(['a']);
  ends[0]?.();
  await until(() => Promise.resolve(ends.length === 2));
  expect(begun).toEqual(['a', 'b']);
  ends[1]?.();
  expect(await results).toEqual([found, found]);
});

it('what is wrong with a model fails no job, and one that was removed meanwhile is left', async () => {
  const { measuring, begun, ends, answered, enqueued } = measuringOf();
  answered();
  measuring.soon({ id: 'a', name: 'A' });
  expect(enqueued).toMatchObject([{ payload: { modelId: 'a' }, idempotencyKey: `${MEASURE_JOB.type} a` }]);
  const job = {
    id: 'job',
    clientId: null,
    attempt: 1,
    completedStep: null,
    signal,
    completeStep: () => undefined,
    progress: () => undefined,
  };
  await measuring.run({ ...job, payload: { modelId: 'gone' } });
  expect(begun).toEqual([]);
  const running = measuring.run({ ...job, payload: { modelId: 'a' } });
  await until(() => Promise.resolve(ends.length === 1));
  ends[0]?.();
  await running;
});
