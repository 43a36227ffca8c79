import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { FoyerError } from '#shared/errors.ts';
import type { Principal } from '#main/app/ports.ts';
import type { RequestContexts } from './request-context.ts';

/** Requests a window to `/api`, `/rpc` and `/v1`. Pages, their files and `/health` are not counted. */
export type RateLimits = {
  windowSeconds: number;
  /** One API key. */
  key: number;
  /** One person, all their windows and programs together. */
  user: number;
  /** One address, of requests that show no valid credentials. */
  anonymous: number;
  /** One address, of all requests. */
  address: number;
};

export const RATE_LIMITS: RateLimits = {
  windowSeconds: 60,
  key: 600, // 10 a second: a program that asks more should ask for pages, or wait
  user: 6_000, // a page opens with about 20 calls, and reads again up to 30 times a second while files come in
  anonymous: 600, // fifty people of one office opening the sign-in page; a guesser of keys gets nowhere
  address: 20_000, // an office behind one address; a third of what two cores answer
};

/** Of the listener for visitors, who have limits of their own widget besides: here only floods count. */
export const PUBLIC_RATE_LIMITS: RateLimits = { ...RATE_LIMITS, anonymous: 6_000 };

type Limited = 'key' | 'user' | 'anonymous' | 'address';
type Count = { who: Limited; limit: number; remaining: number; resetSeconds: number; exceeded: boolean };

/**
 * Counts requests by address, and by the key or person who asks, and refuses those beyond the limits. Addresses are
 * those of the sockets, or what a proxy that the owner named says; never the word of a stranger. Every answer says how much is left (draft-ietf-httpapi-ratelimit-headers).
 * Counters end by timers, so that changing the date locks nobody out.
 */
export function addRateLimits(server: FastifyInstance, contexts: RequestContexts, limits: RateLimits): void {
  const limiterOf = (who: Limited) =>
    new RateLimiterMemory({ keyPrefix: who, points: limits[who], duration: limits.windowSeconds });
  const limiters: Record<Limited, RateLimiterMemory> = {
    key: limiterOf('key'),
    user: limiterOf('user'),
    anonymous: limiterOf('anonymous'),
    address: limiterOf('address'),
  };

  async function count(who: Limited, id: string): Promise<Count> {
    const result = await limiters[who].consume(id).catch((refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    });
    return {
      who,
      limit: limits[who],
      remaining: result.remainingPoints,
      resetSeconds: Math.min(limits.windowSeconds, Math.ceil(result.msBeforeNext / 1_000)),
      exceeded: result.consumedPoints > limits[who],
    };
  }

  server.addHook('onRequest', async (request, reply) => {
    if (!isCounted(request.url)) return;
    const network = networkOf(contexts.arrivalOf(request.raw)?.address ?? null);
    enforce(reply, await count('address', network));
    const { principal } = await contexts.of(request, reply);
    if (principal.kind !== 'visitor') enforce(reply, await count(...identityOf(principal, network)));
  });
}

function isCounted(url: FastifyRequest['url']): boolean {
  return /^\/+(api|rpc|v1)(?![^/?])/i.test(url);
}

function identityOf(principal: Exclude<Principal, { kind: 'visitor' }>, network: string): [Limited, string] {
  if (principal.kind === 'key') return ['key', principal.keyId];
  if (principal.kind === 'user') return ['user', principal.userId];
  return ['anonymous', network];
}

/** An IPv6 household or office has 2^64 addresses of one prefix: they are one. */
function networkOf(address: string | null): string {
  if (address === null || !ipaddr.IPv6.isValid(address)) return address ?? 'unknown';
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':');
}

function enforce(reply: FastifyReply, { who, limit, remaining, resetSeconds, exceeded }: Count): void {
  void reply
    .header('ratelimit-limit', limit)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', resetSeconds);
  if (!exceeded) return;
  throw new FoyerError(
    'request.rate_limited',
    `More than ${limit} requests ${words[who]}: try again in ${resetSeconds} s`,
    { details: { limit, of: who, retryAfterSeconds: resetSeconds } },
  );
}

const words: Record<Limited, string> = {
  key: 'with this key',
  user: 'of this person',
  anonymous: 'without signing in, from this address',
  address: 'from this address',
};
