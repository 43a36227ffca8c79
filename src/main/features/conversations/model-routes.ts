import type { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import { EXPECTED_FACTOR, LONGEST_PATIENCE_MS } from '#main/ai/limits.ts';
import type { ChatRequest } from '#main/ai/ports.ts';
import { createModelRouter, type RoutedDelta, type RouteWatch } from '#main/ai/router.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { keyOf } from './usage-meter.ts';

/** How long models may keep a person waiting for a first word when another one could answer, all together. */
const PATIENCE_MS = 15_000;

/** Whatever was waited for before, a model gets so long. */
const PATIENCE_MIN_MS = 2_000;

/**
 * Streams from the first model that answers; the key of a route is the model's id, or `embedded`. `waitedMs` is how
 * long the first one has kept a person waiting in vain already; `watch` is told of what each uses.
 */
export type Route = (
  models: readonly [AnsweringModel, ...AnsweringModel[]],
  request: ChatRequest,
  signal: AbortSignal,
  options: { waitedMs?: number; watch: RouteWatch },
) => AsyncIterable<RoutedDelta>;

export function createRoute(breakers: ReturnType<typeof createCircuitBreakers>): Route {
  return (models, request, signal, { waitedMs = 0, watch }) => {
    const [primary, ...fallbacks] = models.map(model => ({
      key: keyOf(model),
      model: model.chat,
      temperature: model.temperature,
    }));
    if (!primary) throw new TypeError('A route needs a model');
    const patienceMs = Math.max(PATIENCE_MIN_MS, patienceOf(models[0]) - waitedMs);
    return createModelRouter({ primary, fallbacks, breakers, patienceMs }).stream(request, { signal, watch });
  };
}

function patienceOf(model: AnsweringModel): number {
  const measured = (model.measuredFirstTokenMs ?? 0) * EXPECTED_FACTOR;
  return Math.min(Math.max(PATIENCE_MS, measured), LONGEST_PATIENCE_MS);
}
