import { FoyerError } from '#shared/errors.ts';

/** One request on its way, in the form a redirect can rewrite. */
export type Hop = { url: URL; method: string; headers: Headers; body: RequestInit['body'] };

const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** Headers that say who we are: another origin must not learn them. */
const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'api-key'];

const BODY_HEADERS = ['content-type', 'content-length', 'content-encoding', 'content-language'];

function refused(message: string, url: URL): FoyerError {
  return new FoyerError('outbound.blocked', message, { details: { reason: 'redirect', host: url.host } });
}

/**
 * The request a redirect leads to, or null when the response is not one.
 * Credentials stay at their origin, and so does a body: what was written for one server is not handed to another.
 * Throws `outbound.blocked` for those, for a step down from https to http and for a location that is not an address.
 */
export function nextHop(hop: Hop, response: Response): Hop | null {
  const location = response.headers.get('location');
  if (!REDIRECT_STATUSES.has(response.status) || location === null) return null;
  if (!URL.canParse(location, hop.url.href))
    throw refused('the redirect leads to something that is no address', hop.url);
  const url = new URL(location, hop.url);
  if (hop.url.protocol === 'https:' && url.protocol === 'http:') {
    throw refused('the redirect leads from https to http', url);
  }
  const becomesGet =
    (response.status === 303 && hop.method !== 'HEAD') || (response.status < 303 && hop.method === 'POST');
  const headers = new Headers(hop.headers);
  const body = becomesGet ? null : hop.body;
  if (becomesGet) for (const name of BODY_HEADERS) headers.delete(name);
  if (url.origin !== hop.url.origin) {
    if (body !== null && body !== undefined)
      throw refused('the redirect would hand the request to another server', url);
    for (const name of CREDENTIAL_HEADERS) headers.delete(name);
  }
  return { url, method: becomesGet ? 'GET' : hop.method, headers, body };
}
