import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { createCircuitBreakers } from './circuit-breaker.ts';
import { EXPECTED_FACTOR, LONGEST_PATIENCE_MS, RETRY_WITHIN_MS } from './limits.ts';
import { retryAfterOf } from './model-errors.ts';
import type { AnswerWaits, ChatDelta, ChatModel, ChatRequest, Provider, TokenUsage } from './ports.ts';

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

/** A model and its key, e.g. the id of its settings. */
export type ModelRoute = {
  key: string;
  /** Where it is asked, for failures are counted by server; its key where there is one alone. */
  server?: string;
  model: ChatModel;
  /** What it is asked with in place of the request's; null leaves it to the request. */
  temperature?: number | null;
  /** How long somebody said that it may be silent. */
  waits?: AnswerWaits;
};

/** What came of asking one route once. */
export type RouteAttempt<Route extends ModelRoute = ModelRoute> = {
  route: Route;
  /** `left_alone`: it failed so often lately, or asked for it, that it was not asked. */
  outcome: 'answered' | 'failed' | 'stopped' | 'left_alone';
  /** Why it did not answer, or not to the end. */
  code: ErrorCode | null;
  /** From the request to its end, in milliseconds. */
  ms: number;
};

/** Told which routes were at work, and what their servers counted, whatever becomes of the answer. */
export type RouteWatch = {
  /** A route is asked, now. */
  asked?(key: string): void;
  /** The first sign of a route. */
  began(key: string): void;
  used(key: string, usage: TokenUsage): void;
};

type RouterOptions<Route extends ModelRoute> = {
  signal: AbortSignal;
  watch?: RouteWatch | undefined;
  /** Told of each attempt once it is over, retries too. */
  onAttempt?: ((attempt: RouteAttempt<Route>) => void) | undefined;
};

export type ModelRouter<Route extends ModelRoute = ModelRoute> = {
  /**
   * Streams from the first route that gives a first piece of text; reasoning comes before who answers is known, and
   * is `fresh` where another route's begins. Throws the first route's error when none answers, `model.interrupted`
   * (cause: the failure) when the answer stops after its first piece, or the signal's reason.
   */
  stream(request: ChatRequest, options: RouterOptions<Route>): AsyncIterable<RoutedDelta>;
};

/** Kept of the patience for each fallback that is not the last, so that the first does not use it up; half of what is left at the most, however many there are. */
const FALLBACK_SHARE = 0.25;
const FALLBACKS_TOGETHER = 0.5;

/** Of a model whose turn comes when those before it, which were given longer, have used the patience up. */
const LEAST_PATIENCE_MS = 2_000;

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

/** Times the attempts of one route, and tells of each. */
function createAttempts<Route extends ModelRoute>(route: Route, tell: RouterOptions<Route>['onAttempt']) {
  let startedAt = performance.now();
  return (outcome: RouteAttempt['outcome'], code: ErrorCode | null): void => {
    tell?.({ route, outcome, code, ms: Math.round(performance.now() - startedAt) });
    startedAt = performance.now();
  };
}

/**
 * Sends requests to the primary model and, when it fails before its first piece of text, to the fallbacks in order.
 * `patienceMs` is how long all but the last, however many, may keep a person waiting for a first piece in silence;
 * without it a route may take as long as its own limits allow.
 */
export function createModelRouter<Route extends ModelRoute>(options: {
  primary: Route;
  fallbacks: readonly Route[];
  breakers: ReturnType<typeof createCircuitBreakers>;
  patienceMs?: number;
}): ModelRouter<Route> {
  const routes = [options.primary, ...options.fallbacks];
  const breakerOf = ({ key, server = key }: Route) => options.breakers.for(server);

  async function* streamRoute(
    route: Route,
    request: ChatRequest,
    { signal, watch, onAttempt }: RouterOptions<Route>,
    chosen: {
      usedFallback: boolean;
      reason: ErrorCode | null;
      patienceMs: number | null;
      retryWithinMs: number;
    },
  ): AsyncGenerator<RoutedDelta, void, undefined> {
    const breaker = breakerOf(route);
    const patience = createPatience(route.model.model, chosen.patienceMs);
    const over = createAttempts(route, onAttempt);
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
        onRetry: error => over('failed', error.code),
        retryWithinMs: chosen.retryWithinMs,
        waits: route.waits,
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
        else patience.begin(route.waits?.firstTokenMs ?? options.patienceMs ?? null);
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
      over('answered', null);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      breaker.failed(codeOf(error), isFoyerError(error) ? retryAfterOf(error) : null);
      settled = true;
      over('failed', codeOf(error));
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
      if (!settled) over('stopped', null);
    }
  }

  /** Of the next route, in milliseconds; null for the last one, which nobody could replace. */
  function patienceFor(route: Route, routesAfter: number, elapsedMs: number): number | null {
    if (options.patienceMs === undefined || routesAfter === 0) return null;
    const own = route.waits?.firstTokenMs ?? null;
    if (own !== null) return own;
    const left = options.patienceMs - elapsedMs;
    if (left <= 0) return LEAST_PATIENCE_MS;
    const shares = (routesAfter - 1) * options.patienceMs * FALLBACK_SHARE;
    const forOthers = Math.min(shares, left * FALLBACKS_TOGETHER);
    return Math.max(left - forOthers, left / routesAfter);
  }

  return {
    async *stream(request, asked) {
      const { signal } = asked;
      let first: unknown = null;
      const startedAt = performance.now();
      for (const [index, route] of routes.entries()) {
        signal.throwIfAborted();
        const breaker = breakerOf(route);
        if (!breaker.tryEnter()) {
          const blocked = breaker.blockedBy() ?? { code: 'model.unreachable', retryAfterSeconds: 0 };
          first ??= leftAlone(route, blocked);
          asked.onAttempt?.({ route, outcome: 'left_alone', code: blocked.code, ms: 0 });
          continue;
        }
        let begun = false;
        try {
          // Another server of the model that was asked first is no other model.
          const usedFallback = route.key !== options.primary.key;
          const elapsedMs = performance.now() - startedAt;
          const chosen = {
            usedFallback,
            reason: first === null || !usedFallback ? null : codeOf(first),
            patienceMs: patienceFor(route, routes.length - 1 - index, elapsedMs),
            retryWithinMs: route.waits?.firstTokenMs ?? Math.max(0, RETRY_WITHIN_MS - elapsedMs),
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
