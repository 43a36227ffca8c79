import type { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { ChatRequest } from '#main/ai/ports.ts';
import { createModelRouter, type RoutedDelta } from '#main/ai/router.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';

/** How long a model may keep a person waiting for its first word when another one could answer. */
const PATIENCE_MS = 15_000;
/** A model that was measured slower gets this many times its measured first word. */
const PATIENCE_FACTOR = 3;
const PATIENCE_MAX_MS = 120_000;

/** Streams from the first model that answers; the key of a route is the model's id, or `embedded`. */
export type Route = (
  models: readonly [AnsweringModel, ...AnsweringModel[]],
  request: ChatRequest,
  signal: AbortSignal,
) => AsyncIterable<RoutedDelta>;

export function createRoute(breakers: ReturnType<typeof createCircuitBreakers>): Route {
  return (models, request, signal) => {
    const [primary, ...fallbacks] = models.map(model => ({
      key: model.modelId ?? 'embedded',
      model: model.chat,
      temperature: model.temperature,
    }));
    if (!primary) throw new TypeError('A route needs a model');
    return createModelRouter({ primary, fallbacks, breakers, patienceMs: patienceOf(models[0]) }).stream(
      request,
      { signal },
    );
  };
}

function patienceOf(model: AnsweringModel): number {
  const measured = (model.measuredFirstTokenMs ?? 0) * PATIENCE_FACTOR;
  return Math.min(Math.max(PATIENCE_MS, measured), PATIENCE_MAX_MS);
}
