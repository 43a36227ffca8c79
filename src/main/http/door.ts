import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FoyerError } from '#shared/errors.ts';
import type { App } from '#main/app/ports.ts';
import { secretInAddress } from './address-secrets.ts';
import type { BodyDeadlines } from './body-deadline.ts';
import { createGate, hostInUrl } from './gate.ts';
import { openListener, type Listener } from './listener.ts';
import { problemBody, toProblem } from './problem.ts';
import { RATE_LIMITS, type RateLimits } from './rate-limits.ts';
import { createRequestContexts } from './request-context.ts';
import { createServer } from './server.ts';

/** Carries the token of `instance.json` on the control socket. */
export const CONTROL_TOKEN_HEADER = 'x-foyer-control-token';

export type Door = { close(): Promise<void> };

export type HttpDoor = Door & {
  /** As typed in a browser on this machine, e.g. `http://127.0.0.1:4280`. */
  readonly address: string;
  readonly port: number;
};

export type HttpDoorOptions = {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Folder of the built interface (`out/renderer`). */
  staticFolder: string;
  /** Further `host:port` names under which browsers reach this instance, e.g. through a proxy. */
  allowedHosts?: readonly string[];
  /** A socket opened before the app was built; closed with the door. */
  listener?: Listener;
  headersTimeoutMs?: number;
  bodyDeadlines?: BodyDeadlines;
  /** Other limits than `RATE_LIMITS`; null for none. */
  rateLimits?: RateLimits | null;
};

/**
 * Serves the app over HTTP: the interface, its RPC, REST. Requests from foreign pages are refused before routing.
 *
 * @throws FoyerError `port.in_use`.
 */
export async function createHttpDoor(app: App, options: HttpDoorOptions): Promise<HttpDoor> {
  const contexts = createRequestContexts(app);
  const server = await createServer({
    app,
    contexts,
    staticFolder: options.staticFolder,
    rateLimits: options.rateLimits === undefined ? RATE_LIMITS : options.rateLimits,
  });
  const listener = options.listener ?? (await openListener(options));
  const gate = createGate({
    host: options.host,
    port: listener.port,
    ...(options.allowedHosts === undefined ? {} : { allowedHosts: options.allowedHosts }),
  });
  listener.serve((request, response) => {
    const refusal = gate.refusal(request) ?? unreadableAddress(request) ?? secretInAddress(request.url ?? '');
    if (refusal !== null) return refuseRequest(response, refusal, contexts.correlationId(request));
    contexts.admit(request, 'network');
    server.routing(request, response);
  });
  return {
    address: `http://${hostInUrl(reachableHost(options.host))}:${listener.port}`,
    port: listener.port,
    async close() {
      await listener.close();
      await server.close();
    },
  };
}

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
      return refuseRequest(response, refusal, contexts.correlationId(request));
    }
    const refusal = secretInAddress(request.url ?? '');
    if (refusal !== null) return refuseRequest(response, refusal, contexts.correlationId(request));
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

export function refuseRequest(response: ServerResponse, error: FoyerError, correlationId: string): void {
  const body = JSON.stringify(problemBody(toProblem(error), correlationId));
  response.writeHead(error.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-request-id': correlationId,
    'x-content-type-options': 'nosniff',
    connection: 'close', // whatever follows on this connection is not wanted either
  });
  response.end(body);
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

/** A host that means "everywhere" is reached here by the loopback address. */
function reachableHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
