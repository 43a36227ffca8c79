import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FoyerError } from '#shared/errors.ts';
import type { App } from '#main/app/ports.ts';
import { acceptedLanguage } from './accepted-language.ts';
import { secretInAddress } from './address-secrets.ts';
import { openListener } from './listener.ts';
import { hostPage, isNavigation } from './message-page.ts';
import { problemBody, toProblem, toRpcError } from './problem.ts';
import { createRequestContexts } from './request-context.ts';
import { createServer } from './server.ts';

/** Carries the token of `instance.json` on the control socket. */
export const CONTROL_TOKEN_HEADER = 'x-foyer-control-token';

export type Door = { close(): Promise<void> };

/**
 * Serves the app to the command line of the same person, on a Unix socket or named pipe. Whoever shows the
 * control token (readable by the owner of the data folder alone) is the owner of this machine.
 */
export async function createControlDoor(app: App, options: { path: string; token: string }): Promise<Door> {
  const contexts = createRequestContexts(app);
  const server = await createServer({ app, contexts, staticFolder: null, rateLimits: null });
  const listener = await openListener({ path: options.path });
  listener.serve((request, response) => {
    if (!isToken(request.headers[CONTROL_TOKEN_HEADER], options.token)) {
      const refusal = new FoyerError('auth.forbidden', 'This socket is for the command line of Foyer');
      return refuseRequest(request, response, refusal, contexts.correlationId(request));
    }
    const refusal = secretInAddress(request.url ?? '');
    if (refusal !== null) return refuseRequest(request, response, refusal, contexts.correlationId(request));
    contexts.admit(request, 'control');
    server.routing(request, response);
  });
  return {
    async close() {
      await listener.close();
      await server.close();
      if (process.platform !== 'win32') rmSync(options.path, { force: true });
    },
  };
}

/** Refuses before any routing: in words to a person who came to a wrong address, as JSON to everyone else. */
export function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  error: FoyerError,
  correlationId: string,
): void {
  const page = error.details['header'] === 'Host' && isNavigation(request) ? hostPage(request.headers) : null;
  // The page's client knows an error by the shape that its wire gives it.
  const language = acceptedLanguage(request.headers);
  const told = request.url?.startsWith('/rpc/')
    ? { json: toRpcError(error, correlationId, language) }
    : problemBody(toProblem(error, language), correlationId);
  const body = page?.html ?? JSON.stringify(told);
  response.writeHead(error.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-language': language ?? 'en',
    vary: 'accept-language',
    ...page?.headers,
    'content-length': Buffer.byteLength(body),
    'x-request-id': correlationId,
    'x-content-type-options': 'nosniff',
    connection: 'close', // whatever follows on this connection is not wanted either
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Targets in absolute form (`GET http://elsewhere/`) are for proxies. */
export function unreadableAddress(request: IncomingMessage): FoyerError | null {
  return request.url?.startsWith('/') === true
    ? null
    : new FoyerError('request.invalid', 'The address of a request starts with /');
}

function isToken(shown: string | string[] | undefined, token: string): boolean {
  if (typeof shown !== 'string') return false;
  const a = Buffer.from(shown);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}
