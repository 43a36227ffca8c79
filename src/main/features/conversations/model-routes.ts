import type { AnswerAttempt } from '#shared/contract/messages.ts';
import type { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import { EXPECTED_FACTOR, LONGEST_PATIENCE_MS } from '#main/ai/limits.ts';
import type { AnswerWaits, ChatRequest } from '#main/ai/ports.ts';
import {
  createModelRouter,
  type ModelRoute,
  type RouteAttempt,
  type RoutedDelta,
  type RouteWatch,
} from '#main/ai/router.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { inServerOrder } from './server-order.ts';
import { keyOf } from './usage-meter.ts';

/** How long models may keep a person waiting for a first word when another one could answer, all together. */
const PATIENCE_MS = 15_000;

/** Whatever was waited for before, a model gets so long. */
const PATIENCE_MIN_MS = 2_000;

/**
 * Streams from the first model that answers; the key of a route is the model's id, or `embedded`. `waitedMs` is how
 * long the first one has kept a person waiting in vain already; `watch` is told of what each uses, `onAttempt` of what
 * came of each.
 */
export type Route = (
  models: readonly [AnsweringModel, ...AnsweringModel[]],
  request: ChatRequest,
  signal: AbortSignal,
  options: { waitedMs?: number; watch: RouteWatch; onAttempt?: (attempt: AnswerAttempt) => void },
) => AsyncIterable<RoutedDelta>;

export function createRoute(breakers: ReturnType<typeof createCircuitBreakers>): Route {
  return (models, request, signal, { waitedMs = 0, watch, onAttempt }) => {
    const routes = models.map(answering => ({
      key: keyOf(answering),
      ...(answering.server === null ? {} : { server: answering.server.key }),
      place: answering.server,
      model: answering.chat,
      temperature: answering.temperature,
      waits: waitsOf(answering, keyOf(answering) === keyOf(models[0]) ? waitedMs : 0),
      answering,
    }));
    const [primary, ...fallbacks] = inServerOrder(routes, breakers);
    if (!primary) throw new TypeError('A route needs a model');
    const patienceMs = Math.max(PATIENCE_MIN_MS, patienceOf(models[0], PATIENCE_MS) - waitedMs);
    return createModelRouter({ primary, fallbacks, breakers, patienceMs }).stream(request, {
      signal,
      watch,
      onAttempt: attempt => onAttempt?.(asAnswerAttempt(attempt)),
    });
  };
}

/** At least what is set, and longer for a model that was measured to need it. */
function patienceOf({ measuredFirstTokenMs }: AnsweringModel, setMs: number): number {
  const measured = (measuredFirstTokenMs ?? 0) * EXPECTED_FACTOR;
  return Math.max(setMs, Math.min(measured, LONGEST_PATIENCE_MS));
}

function waitsOf(model: AnsweringModel, waitedMs: number): AnswerWaits {
  const { firstTokenMs, betweenTokensMs } = model.waits;
  if (firstTokenMs === null) return { firstTokenMs, betweenTokensMs };
  return {
    firstTokenMs: Math.max(PATIENCE_MIN_MS, patienceOf(model, firstTokenMs) - waitedMs),
    betweenTokensMs,
  };
}

type Answering = ModelRoute & { answering: AnsweringModel };

function asAnswerAttempt({ route, outcome, code, ms }: RouteAttempt<Answering>): AnswerAttempt {
  return attemptOf(route.answering, { outcome, code, ms });
}

/** What came of asking a model, or of not asking it. */
export function attemptOf(
  { modelId, name, chat, server }: AnsweringModel,
  came: Pick<AnswerAttempt, 'outcome' | 'code' | 'ms'>,
): AnswerAttempt {
  return {
    modelId,
    name,
    purpose: 'answer',
    model: chat.model,
    provider: chat.provider,
    server: server?.number ?? null,
    ...came,
  };
}
