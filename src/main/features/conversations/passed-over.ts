import type { AnswerAttempt } from '#shared/contract/messages.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Hiding } from '#main/ai/hiding/hiding-model.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { asAsked } from './outside.ts';
import { attemptOf } from './model-routes.ts';
import { keyOf } from './usage-meter.ts';

/** Why nothing may leave for a model. */
export type PassedOverFor = Extract<ErrorCode, 'model.no_consent' | 'model.spending_cap'>;

type Models = readonly [AnsweringModel, ...AnsweringModel[]];

/** A model for which nothing may leave, why, and the key of the one that stands after it. */
export type PassedOver = { model: AnsweringModel; code: PassedOverFor; next: string };

/** The models that may be asked, and those that are passed over: they are handed to nobody who could ask them. */
export function letThrough(
  models: Models,
  refusalOf: (model: AnsweringModel) => PassedOverFor | null,
  hiding: Hiding | null,
): { models: Models; passedOver: readonly PassedOver[] } {
  const looked = models.map(model => ({ model, code: refusalOf(model) }));
  const [first, ...others] = looked.flatMap(({ model, code }) =>
    code === null ? [asAsked(model, hiding, refusalOf)] : [],
  );
  if (first === undefined) throw new TypeError('What quotes the documents is always let through');
  const passedOver = looked.flatMap(({ model, code }, index) => {
    if (code === null) return [];
    const next = looked.slice(index).find(one => one.code === null)?.model ?? first;
    return [{ model, code, next: keyOf(next) }];
  });
  return { models: [first, ...others], passedOver };
}

/** Tells of those that were passed over where they stand in the order, once a model after them is asked. */
export function tellingPassedOver(
  passedOver: readonly PassedOver[],
  tell: (attempt: AnswerAttempt) => void,
): { asked: (key: string) => void; attempted: (attempt: AnswerAttempt) => void } {
  const waiting = [...passedOver];
  function asked(key: string): void {
    const last = waiting.findLastIndex(({ next }) => next === key);
    for (const { model, code } of waiting.splice(0, last + 1))
      tell(attemptOf(model, { outcome: 'passed_over', code, ms: 0 }));
  }
  return {
    asked,
    attempted(attempt) {
      asked(keyOf(attempt));
      tell(attempt);
    },
  };
}
