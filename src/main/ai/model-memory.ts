import type { ModelFindings, Refusal } from '#shared/contract/models.ts';
import { createPaceMeter, type PaceMeter } from './model-pace.ts';

export const noFindings: ModelFindings = {
  refuses: [],
  contextTokens: null,
  textsPerCall: null,
  reasoning: null,
  failure: null,
};

/**
 * What experience taught about one model behind one endpoint, kept by whoever configured it. Adapters read it before
 * each request, and add what an answer or a refusal tells them.
 */
export type ModelMemory = {
  read(): ModelFindings;
  learn(change: Partial<ModelFindings>): void;
  readonly pace: PaceMeter;
};

/** A memory that lasts as long as whoever holds it. */
export function createModelMemory(
  known: ModelFindings = noFindings,
  onLearnt: (findings: ModelFindings) => void = () => undefined,
  pace: PaceMeter = createPaceMeter(),
): ModelMemory {
  let findings = known;
  return {
    pace,
    read: () => findings,
    learn(change) {
      const next = { ...findings, ...change };
      if (isSame(findings, next)) return;
      findings = next;
      onLearnt(next);
    },
  };
}

function isSame(one: ModelFindings, other: ModelFindings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Remembers that the model does not take something; false when that was known already. */
export function learnRefusal(memory: ModelMemory, refusal: Refusal): boolean {
  const { refuses } = memory.read();
  if (refuses.includes(refusal)) return false;
  memory.learn({ refuses: [...refuses, refusal] });
  return true;
}
