import { LEAST_CERTAINTY, LEAST_CERTAINTY_FOR_MODEL } from '#main/ai/embedded/certainty.ts';
import { certaintyFor } from '#main/ai/embedded/selection.ts';
import type { Grounding } from '#main/ai/ports.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';

/** How likely the passages answer, 0 to 1, by their words; 1 when words cannot tell: found by meaning, say. */
export function answerCertainty(grounding: Grounding): number {
  if (grounding.passages.length === 0) return 0;
  if (grounding.passages.some(({ byMeaning }) => byMeaning)) return 1;
  return certaintyFor(grounding) ?? 1;
}

/**
 * Whether passages may answer, by their certainty, before a model is asked: it would take its time, and a small one
 * makes something up. A language model is given the benefit of the doubt: it finds answers in other words.
 */
export function mayAnswer(certainty: number, model: Pick<AnsweringModel, 'modelId'>): boolean {
  return certainty >= leastCertainty(model);
}

/** Under it a question is not answered by this model. */
export function leastCertainty({ modelId }: Pick<AnsweringModel, 'modelId'>): number {
  return modelId === null ? LEAST_CERTAINTY : LEAST_CERTAINTY_FOR_MODEL;
}
