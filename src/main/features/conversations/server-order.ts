import type { createCircuitBreakers } from '#main/ai/circuit-breaker.ts';
import type { ModelRoute } from '#main/ai/router.ts';
import { isFoyerError } from '#shared/errors.ts';
import type { ModelServer } from '#main/features/models/index.ts';

const CHECK_TIMEOUT_MS = 5_000; // a server lists its models in milliseconds, or is busy

type Route = ModelRoute & { place: ModelServer | null };
type Breakers = ReturnType<typeof createCircuitBreakers>;

/**
 * Routes as they are to be tried: where a model has several servers, the least busy one first, and of those the one that
 * was asked longest ago. One that failed is asked for nothing but a sign before people's questions go there again,
 * unless no other is left.
 */
export function inServerOrder<Given extends Route>(routes: readonly Given[], breakers: Breakers): Given[] {
  const sorted: Given[] = [];
  for (let at = 0; at < routes.length;) {
    const key = routes[at]?.key;
    const after = routes.findIndex((route, index) => index > at && route.key !== key);
    const end = after === -1 ? routes.length : after;
    sorted.push(...orderOfOne(routes.slice(at, end), breakers));
    at = end;
  }
  return sorted;
}

function orderOfOne<Given extends Route>(servers: readonly Given[], breakers: Breakers): Given[] {
  if (servers.length === 1) return [...servers];
  const stateOf = ({ key, server = key }: Given) => breakers.for(server).state();
  const well = servers.filter(server => stateOf(server) === 'closed');
  const failed = servers.filter(server => stateOf(server) !== 'closed');
  if (well.length > 0) for (const server of failed) void lookAgain(server, breakers);
  return [...well.toSorted(byUse), ...failed.toSorted(byUse)];
}

function byUse(one: Route, other: Route): number {
  const [a, b] = [one.place?.use(), other.place?.use()];
  if (a === undefined || b === undefined || a.asked !== b.asked) return (a?.asked ?? 0) - (b?.asked ?? 0);
  return a.askedAt < b.askedAt ? -1 : a.askedAt > b.askedAt ? 1 : 0;
}

/** The probe of a half-open breaker, made by nobody's question. */
async function lookAgain({ key, server = key, place }: Route, breakers: Breakers): Promise<void> {
  const breaker = breakers.for(server);
  if (place === null || breaker.state() !== 'half-open' || !breaker.tryEnter()) return;
  try {
    await place.check(AbortSignal.timeout(CHECK_TIMEOUT_MS));
    breaker.succeeded();
  } catch (error) {
    // A server that hangs is not there, whatever was thrown for it.
    breaker.failed(isFoyerError(error) ? error.code : 'model.timeout');
  }
}
