import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { App, Principal, RequestContext } from '#main/app/ports.ts';
import { acceptedLanguage } from './accepted-language.ts';
import type { Arrival } from './arrival.ts';
import { isSameSiteFetch } from './gate.ts';

export const SESSION_COOKIE = 'foyer_session';
/** Says where somebody signed in before. It opens nothing. */
const DEVICE_COOKIE = 'foyer_device';
const DEVICE_SECONDS = 400 * 86_400; // the longest that browsers keep one

/**
 * Where a request came in: from the network, through the private socket of the command line, from visitors, from the
 * page in the desktop window.
 */
export type Entrance = 'network' | 'control' | 'public' | 'window';

export type RequestContexts = {
  /** Remembers where a request came in and how, before it is routed. */
  admit(request: IncomingMessage, entrance: Entrance, arrival?: Arrival): void;
  /** How a request came; null for one of this machine. */
  arrivalOf(request: IncomingMessage): Arrival | null;
  /** Who asks, from where. Credentials that no longer hold make an anonymous caller: see `requireCredentials`. */
  of(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
  /** One id a request, the same in its answer, its errors and the log. */
  correlationId(request: IncomingMessage): string;
  /**
   * Throws what was wrong with the credentials of the request, if anything. For routes that are not public: a
   * stale token must not keep anyone from signing in again.
   */
  requireCredentials(context: RequestContext): void;
  /** Tells the caller, in the header that is for it, when to come back. */
  askToWait(context: RequestContext, seconds: number): void;
};

/** Keeps what the doors know about each request, beside the request itself. */
export function createRequestContexts(app: App): RequestContexts {
  const entrances = new WeakMap<IncomingMessage, Entrance>();
  const arrivals = new WeakMap<IncomingMessage, Arrival>();
  const ids = new WeakMap<IncomingMessage, string>();
  const contexts = new WeakMap<IncomingMessage, Promise<RequestContext>>();
  // The wire may copy a context; the objects in it stay the same, so one of them is the key.
  const replies = new WeakMap<RequestContext['remote'], FastifyReply>();
  const badCredentials = new WeakMap<RequestContext['remote'], FoyerError>();

  function correlationId(request: IncomingMessage): string {
    const known = ids.get(request);
    if (known !== undefined) return known;
    const id = randomUUID();
    ids.set(request, id);
    return id;
  }

  async function build(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> {
    const entrance = entrances.get(request.raw);
    const arrival = arrivals.get(request.raw) ?? null;
    const isOfMachine = entrance === 'control' || entrance === 'window';
    const { principal, failure } = isOfMachine
      ? { principal: entrance === 'window' ? app.windowPrincipal() : app.localPrincipal(), failure: null }
      : await authenticated(() =>
          entrance === 'public' ? visitorOrKey(app, request) : personOrKey(app, request),
        );
    const context: RequestContext = {
      principal,
      correlationId: correlationId(request.raw),
      remote: {
        address: arrival?.address ?? null,
        userAgent: entrance === 'window' ? null : (request.headers['user-agent']?.slice(0, 300) ?? null),
      },
      idempotencyKey: onlyValue(request.headers['idempotency-key']),
      language: acceptedLanguage(request.headers),
      reachedAt: arrival?.base ?? null,
      proxy: arrival?.proxy ?? null,
      // An address in a `Link` begins at our root, which a proxy may show under a path.
      setHeader: (name, value) =>
        void reply.header(name, name === 'link' ? value.replace('<', `<${arrival?.path ?? ''}`) : value),
      ...(entrance === 'public'
        ? { visit: { origin: request.headers.origin ?? null, host: hostOf(request) } }
        : {}),
      ...(entrance === 'public' || isOfMachine
        ? {}
        : {
            devices: {
              shown: request.cookies[DEVICE_COOKIE] ?? null,
              remember: value =>
                void reply.setCookie(DEVICE_COOKIE, value, {
                  ...cookieOptions(arrival),
                  maxAge: DEVICE_SECONDS,
                }),
            },
          }),
      setSessionCookie(cookie) {
        const options = cookieOptions(arrival);
        if (cookie === null) void reply.clearCookie(SESSION_COOKIE, options);
        else void reply.setCookie(SESSION_COOKIE, cookie.value, { ...options, expires: cookie.expiresAt });
      },
    };
    replies.set(context.remote, reply);
    if (failure !== null) badCredentials.set(context.remote, failure);
    return context;
  }

  return {
    admit(request, entrance, arrival) {
      entrances.set(request, entrance);
      if (arrival !== undefined) arrivals.set(request, arrival);
    },
    arrivalOf: request => arrivals.get(request) ?? null,
    of(request, reply) {
      const known = contexts.get(request.raw);
      if (known !== undefined) return known;
      const context = build(request, reply);
      contexts.set(request.raw, context);
      return context;
    },
    correlationId,
    requireCredentials(context) {
      const failure = badCredentials.get(context.remote);
      if (failure !== undefined) throw failure;
    },
    askToWait(context, seconds) {
      const reply = replies.get(context.remote);
      if (reply !== undefined && !reply.sent) void reply.header('retry-after', Math.ceil(seconds));
    },
  };
}

function cookieOptions(arrival: Arrival | null) {
  return {
    // Under a path of a host, the cookie is none of its other pages' business.
    path: arrival?.path || '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: arrival?.secure ?? false,
  } as const;
}

async function authenticated(
  look: () => Promise<Principal>,
): Promise<{ principal: Principal; failure: FoyerError | null }> {
  try {
    return { principal: await look(), failure: null };
  } catch (error) {
    if (!isFoyerError(error) || error.status !== 401) throw error;
    return { principal: { kind: 'anonymous' }, failure: error };
  }
}

function onlyValue(header: string | string[] | undefined): string | null {
  return Array.isArray(header) ? header.join(', ') : (header ?? null);
}

function personOrKey(app: App, request: FastifyRequest): Promise<Principal> {
  const sessionCookie = isSameSiteFetch(request.raw) ? (request.cookies[SESSION_COOKIE] ?? null) : null;
  return app.authenticate({ bearer: bearerOf(request), sessionCookie });
}

/** On the public listener nobody is signed in: cookies are not read, and a person's token opens nothing. */
async function visitorOrKey(app: App, request: FastifyRequest): Promise<Principal> {
  const bearer = bearerOf(request);
  if (bearer === null) return { kind: 'anonymous' };
  if (isJwt(bearer)) return await app.visitors.authenticate(bearer, hostOf(request));
  const principal = await app.authenticate({ bearer, sessionCookie: null });
  if (principal.kind === 'key') return principal;
  throw new FoyerError('auth.session_expired', 'Only visitors and keys come in here');
}

/** Three parts with dots between them (RFC 7515); keys have none. */
function isJwt(bearer: string): boolean {
  return bearer.split('.').length === 3;
}

function hostOf(request: FastifyRequest): string {
  return request.headers.host?.toLowerCase() ?? '';
}

function bearerOf(request: FastifyRequest): string | null {
  const match = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}

/** IPv4 addresses arrive as `::ffff:192.0.2.1` on a socket that listens to both families. */
export function plainAddress(address: string | undefined): string | null {
  if (address === undefined || address === '') return null;
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
