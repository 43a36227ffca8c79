import type { IncomingMessage } from 'node:http';
import type { FoyerError } from '#shared/errors.ts';
import type { Place } from '../arrival.ts';
import { hasSimpleBody, isOurOrigin, isSameSiteFetch, onlyHost, refuse, safeMethods } from '../gate.ts';

/** The one address that answers to pages of other origins; which of them, its widget decides. */
export const TOKEN_PATH = '/api/visitor/token';

/**
 * What pages elsewhere load: the widget's loader, plain or with the looks of one widget, those looks alone, and what the
 * loader loads on first use, which it pins by its hash.
 * @param path of the request, without its query
 */
export function isForPagesElsewhere(path: string): boolean {
  return (
    /^\/widget\/(?:v1\.js|[\w-]{20}\.js(?:on)?)$/.test(path) ||
    /^\/widget\/assets\/window-[\w-]+\.js$/.test(path)
  );
}

export type PublicGate = {
  /** @returns why the request may not come in (`request.forbidden_origin`), or null when it may. */
  refusal(request: IncomingMessage): FoyerError | null;
};

/**
 * Before any routing: under which name a request came, and from whose page. A name that is not ours is a page of
 * somebody else's that resolves to this machine; an origin that is not ours has business with the token alone.
 *
 * @param isOurHost whether a `Host` header, in lower case, names this listener
 * @param place the address that a proxy shows it under; null without one
 */
export function createPublicGate(
  isOurHost: (host: string) => boolean,
  place: () => Place | null,
): PublicGate {
  return {
    refusal(request) {
      const host = onlyHost(request);
      if (host === null || !isOurHost(host)) return refuse('Host');

      const path = pathOf(request.url ?? '');
      if (path === TOKEN_PATH && (request.method === 'POST' || request.method === 'OPTIONS')) return null;

      const { origin } = request.headers;
      const foreign = origin !== undefined && !isOurOrigin(origin, host, place());
      if (foreign && !(isForPagesElsewhere(path) && request.method === 'GET')) return refuse('Origin');

      if (safeMethods.has(request.method)) return null;
      if (!isSameSiteFetch(request)) return refuse('Sec-Fetch-Site');
      // Nobody has a cookie of ours here, but browsers send those of the interface along: ports are nothing to them.
      if (request.headers.cookie !== undefined && origin === undefined && hasSimpleBody(request)) {
        return refuse('Content-Type');
      }
      return null;
    },
  };
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
