import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { FoyerError } from '#shared/errors.ts';
import type { Place } from './arrival.ts';

export type GateOptions = {
  /** Whether a `Host` header, in lower case, names this instance. */
  isOurHost(host: string): boolean;
  /** Where the interface is shown through a proxy, which may write another name over `Host`; null without one. */
  place(): Place | null;
};

export type Gate = {
  /** @returns why the request may not come in (`request.forbidden_origin`), or null when it may. */
  refusal(request: IncomingMessage): FoyerError | null;
};

/** Methods that change nothing; a page elsewhere may navigate here with them. */
export const safeMethods: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Bodies a page of another site can send without asking the browser first (Fetch standard, CORS-safelisted). */
const simpleContentTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Decides before any routing whether a request comes from where it may. A page of another site can reach a
 * server on this machine: through a name that resolves here (caught by `Host`), or by sending requests
 * from its own address (caught by `Origin` and `Sec-Fetch-Site`).
 */
export function createGate({ isOurHost, place }: GateOptions): Gate {
  return {
    refusal(request) {
      const host = onlyHost(request);
      if (host === null || !isOurHost(host)) return refuse('Host');

      const { origin } = request.headers;
      if (origin !== undefined && !isOurOrigin(origin, host, place()) && !isForPreview(request))
        return refuse('Origin');

      if (safeMethods.has(request.method)) return null;
      if (!isSameSiteFetch(request)) return refuse('Sec-Fetch-Site');
      // A cookie travels by itself; with a body any page can send, it needs a proof of where it comes from.
      if (request.headers.cookie !== undefined && origin === undefined && hasSimpleBody(request)) {
        return refuse('Content-Type');
      }
      return null;
    },
  };
}

/**
 * A script or style of the widget's preview, asked for by its sandboxed frame, whose origin browsers write as `null`.
 * The same files for everybody, with nothing of anybody's in them.
 */
function isForPreview({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.origin === 'null' && /^\/widget\/assets\/[\w.-]+$/.test(url);
}

/**
 * Whether the browser says that the request comes from our own page (or from a person, or that it is no
 * browser). Only then does a cookie count.
 */
export function isSameSiteFetch(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

export function refuse(header: string): FoyerError {
  return new FoyerError('request.forbidden_origin', `Refused by its ${header} header: not from this page`, {
    details: { header },
  });
}

export function onlyHost(request: IncomingMessage): string | null {
  const { rawHeaders } = request;
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') count += 1;
  }
  // Two Host headers: a proxy and we might each read another one.
  return count === 1 ? (request.headers.host?.toLowerCase() ?? null) : null;
}

/**
 * Whether an origin is that of our own page: at the host the request went to, or at the public address. Where that is
 * encrypted, its page in the clear is not: its cookie would not come back.
 */
export function isOurOrigin(origin: string, host: string, place: Place | null): boolean {
  if (place !== null && (origin === place.origin || place.hosts.includes(host)))
    return origin === place.origin;
  return origin === `http://${host}` || origin === `https://${host}`;
}

export function hasSimpleBody(request: IncomingMessage): boolean {
  const type = request.headers['content-type']?.toLowerCase() ?? '';
  return simpleContentTypes.some(simple => type.startsWith(simple));
}

/** A host as a browser writes it: without the port when that is the usual one. */
export function withPort(host: string, port: number, usualPort = 80): string[] {
  const lower = host.toLowerCase();
  return port === usualPort ? [lower, `${lower}:${port}`] : [`${lower}:${port}`];
}

/** As written in an address: IPv6 in brackets. */
export function hostInUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
