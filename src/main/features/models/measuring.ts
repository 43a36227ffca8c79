import { z } from 'zod';
import type { Model, ModelTest } from '#shared/contract/models.ts';
import { createFairQueue, queueIsFull, untilTurn } from '#main/platform/fair-queue.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobRun, Jobs } from '#main/platform/jobs/ports.ts';
import type { ModelService } from './service.ts';

export const MEASURE_JOB = jobKind('models.measure', z.object({ modelId: z.string() }), {
  called: { fr: 'Mesure du modèle {{name}}', en: 'Measuring the model {{name}}' },
});

/** Whoever imports more has something else in mind. */
const WAITING_AT_MOST = 1_000;

type Dependencies = {
  models: Pick<ModelService, 'exists' | 'test' | 'whenNobodyAsks'>;
  jobs: Pick<Jobs, 'enqueue'>;
};

export type Measuring = ReturnType<typeof createMeasuring>;

/** Measures models by themselves, one after the other: two at once would each seem slow. Answers go first. */
export function createMeasuring({ models, jobs }: Dependencies) {
  const queue = createFairQueue(() => ({ atOnce: 1, waitingAtMost: WAITING_AT_MOST }));

  async function now(modelId: string, signal: AbortSignal): Promise<ModelTest> {
    const turn = queue.enter('', null);
    if (turn === null) throw queueIsFull(queue);
    try {
      await untilTurn(turn, signal);
      await models.whenNobodyAsks(signal);
      return await models.test(modelId, signal);
    } finally {
      turn.leave();
    }
  }

  return {
    /** Throws what `ModelService.test` throws; what is wrong with the model is in the result. */
    now,
    /** In the background; what is found stands with the model. */
    soon({ id, name }: Pick<Model, 'id' | 'name'>): void {
      const idempotencyKey = `${MEASURE_JOB.type} ${id}`;
      jobs.enqueue(MEASURE_JOB, { clientId: null, label: name, payload: { modelId: id }, idempotencyKey });
    },
    async run({ payload, signal }: JobRun<PayloadOf<typeof MEASURE_JOB>>): Promise<void> {
      if (models.exists(payload.modelId)) await now(payload.modelId, signal);
    },
  };
}
