import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { createCircuitBreakers } from './circuit-breaker.ts';
import { EXPECTED_FACTOR, LONGEST_PATIENCE_MS } from './limits.ts';
import type { ChatDelta, ChatModel, ChatRequest, Provider, TokenUsage } from './ports.ts';

/** Who answers, and why it is not the one that was asked first. Sent once, before the first text. */
export type AnsweredBy = {
  type: 'answered-by';
  /** Key of the route that answers. */
  key: string;
  provider: Provider;
  model: string;
  usedFallback: boolean;
  /** Why the first route did not answer; null when it did. */
  reason: ErrorCode | null;
  /** Whether the reasoning that came last is that of the route that answers. */
  hasReasoned: boolean;
};

export type RoutedDelta = AnsweredBy | ChatDelta;

/** A model and the key under which its failures are counted, e.g. the id of its settings. */
export type ModelRoute = {
  key: string;
  model: ChatModel;
  /** What it is asked with in place of the request's; null leaves it to the request. */
  temperature?: number | null;
};

/** Told which routes were at work, and what their servers counted, whatever becomes of the answer. */
export type RouteWatch = {
  /** A route is asked, now. */
  asked?(key: string): void;
  /** The first sign of a route. */
  began(key: string): void;
  used(key: string, usage: TokenUsage): void;
};

type RouterOptions = { signal: AbortSignal; watch?: RouteWatch | undefined };

export type ModelRouter = {
  /**
   * Streams from the first route that gives a first piece of text; reasoning comes before who answers is known, and
   * is `fresh` where another route's begins. Throws the first route's error when none answers, `model.interrupted`
   * (cause: the failure) when the answer stops after its first piece, or the signal's reason.
   */
  stream(request: ChatRequest, options: RouterOptions): AsyncIterable<RoutedDelta>;
};

/** Kept of the patience for each fallback that is not the last, so that the first does not use it up. */
const FALLBACK_SHARE = 0.25;

/** For a model that is expected to be silent for so long; null where nobody could replace it. */
function patienceWith(expectedMs: number, patienceMs: number | null): number | null {
  if (patienceMs === null) return null;
  return Math.max(patienceMs, Math.min(expectedMs * EXPECTED_FACTOR, LONGEST_PATIENCE_MS));
}

/** Ends a route that stays silent; `begin` starts the time anew. */
function createPatience(model: string, milliseconds: number | null) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const lose = (): void =>
    controller.abort(
      new FoyerError('model.timeout', `${model} kept waiting`, { details: { model, phase: 'first-token' } }),
    );
  const patience = {
    signal: controller.signal,
    begin(time: number | null): void {
      clearTimeout(timer);
      if (milliseconds !== null && time !== null) timer = setTimeout(lose, time);
    },
    end: (): void => clearTimeout(timer),
  };
  patience.begin(milliseconds);
  return patience;
}

/** The error of a route that is left alone for now. */
function leftAlone(route: ModelRoute, blocked: { code: ErrorCode; retryAfterSeconds: number }): FoyerError {
  return new FoyerError(blocked.code, `${route.model.model} failed repeatedly and is left alone for now`, {
    details: { model: route.model.model, retryAfterSeconds: blocked.retryAfterSeconds, breakerOpen: true },
  });
}

function withTemperature(request: ChatRequest, temperature: number): ChatRequest {
  const { within } = request;
  return {
    ...request,
    temperature,
    ...(within === undefined
      ? {}
      : { within: (tokens: number) => withTemperature(within(tokens), temperature) }),
  };
}

/** What went wrong in a model, as an error of ours; anything else is a bug and stays itself. */
function codeOf(error: unknown): ErrorCode {
  return isFoyerError(error) ? error.code : 'internal.unexpected';
}

/**
 * Sends requests to the primary model and, when it fails before its first piece of text, to the fallbacks in order.
 * `patienceMs` is how long all but the last, however many, may keep a person waiting for a first piece in silence;
 * without it a route may take as long as its own limits allow.
 */
export function createModelRouter(options: {
  primary: ModelRoute;
  fallbacks: readonly ModelRoute[];
  breakers: ReturnType<typeof createCircuitBreakers>;
  patienceMs?: number;
}): ModelRouter {
  const routes = [options.primary, ...options.fallbacks];

  async function* streamRoute(
    route: ModelRoute,
    request: ChatRequest,
    { signal, watch }: RouterOptions,
    chosen: { usedFallback: boolean; reason: ErrorCode | null; patienceMs: number | null },
  ): AsyncGenerator<RoutedDelta, void, undefined> {
    const breaker = options.breakers.for(route.key);
    const patience = createPatience(route.model.model, chosen.patienceMs);
    let begun = false;
    let answered = false;
    let hasReasoned = false;
    let settled = false;
    try {
      const asked = request.readBy?.(route.key) ?? request;
      const own = route.temperature ?? asked.temperature;
      watch?.asked?.(route.key);
      const deltas = route.model.stream(withTemperature(asked, own), {
        signal: AbortSignal.any([signal, patience.signal]),
        onUsage: usage => watch?.used(route.key, usage),
      });
      for await (const delta of deltas) {
        if (delta.type === 'expects') {
          patience.begin(patienceWith(delta.firstTokenMs, chosen.patienceMs));
          yield delta;
          continue;
        }
        if (!begun) watch?.began(route.key);
        begun = true;
        // Whoever thinks has not answered yet, and is not silent either: until it falls silent.
        if (answered || delta.type !== 'reasoning') patience.end();
        else patience.begin(options.patienceMs ?? null);
        hasReasoned ||= delta.type === 'reasoning' && delta.text !== '';
        if (!answered && delta.type !== 'reasoning') {
          answered = true;
          const { provider, model } = route.model;
          const { usedFallback, reason } = chosen;
          yield {
            type: 'answered-by',
            key: route.key,
            provider,
            model,
            usedFallback,
            reason,
            hasReasoned,
          };
        }
        yield delta;
      }
      breaker.succeeded();
      settled = true;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      breaker.failed(codeOf(error));
      settled = true;
      if (!answered || codeOf(error) === 'model.interrupted') throw error;
      throw new FoyerError('model.interrupted', `${route.model.model} stopped in the middle of its answer`, {
        details: { model: route.model.model },
        cause: error,
      });
    } finally {
      patience.end();
      // The caller left: that is no judgement on the server, unless it had begun to answer.
      if (!settled && answered) breaker.succeeded();
      else if (!settled) breaker.abandoned();
    }
  }

  /** Of the next route, in milliseconds; null for the last one, which nobody could replace. */
  function patienceFor(routesAfter: number, elapsedMs: number): number | null {
    if (options.patienceMs === undefined || routesAfter === 0) return null;
    const left = Math.max(0, options.patienceMs - elapsedMs);
    const forOthers = (routesAfter - 1) * options.patienceMs * FALLBACK_SHARE;
    return Math.max(left - forOthers, left / routesAfter);
  }

  return {
    async *stream(request, asked) {
      const { signal } = asked;
      let first: unknown = null;
      const startedAt = performance.now();
      for (const [index, route] of routes.entries()) {
        signal.throwIfAborted();
        const breaker = options.breakers.for(route.key);
        if (!breaker.tryEnter()) {
          const blocked = breaker.blockedBy();
          first ??= leftAlone(route, blocked ?? { code: 'model.unreachable', retryAfterSeconds: 0 });
          continue;
        }
        let begun = false;
        try {
          const chosen = {
            usedFallback: index > 0,
            reason: first === null ? null : codeOf(first),
            patienceMs: patienceFor(routes.length - 1 - index, performance.now() - startedAt),
          };
          for await (const delta of streamRoute(route, request, asked, chosen)) {
            begun ||= delta.type !== 'reasoning' && delta.type !== 'expects';
            yield delta;
          }
          return;
        } catch (error) {
          if (begun || signal.aborted) throw error;
          first ??= error;
        }
      }
      throw first;
    },
  };
}
