import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { FoyerError } from '#shared/errors.ts';
import { rawResponse, timeoutResponse, watchBody, type BodyDeadlines } from './body-deadline.ts';

const HEADERS_TIMEOUT_MS = 10_000; // to send a few hundred bytes
const REQUEST_TIMEOUT_MS = 30 * 60_000; // the longest upload; a body that stands still ends sooner (body-deadline)
const TIMEOUT_CHECK_MS = 1_000;
const KEEP_ALIVE_MS = 30_000;
const MAX_CONNECTIONS = 2_000; // four times the hundreds of open pages of a busy office; a socket costs about 30 kB
const MAX_HEADERS_BYTES = 16 * 1024;
const CLOSE_GRACE_MS = 1_500; // for answers under way when Foyer stops; streams never end by themselves

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/** Where to listen: an address, or the path of a Unix socket or named pipe. */
export type ListenTarget = { host: string; port: number } | { path: string };

export type ListenerOptions = ListenTarget & {
  headersTimeoutMs?: number;
  bodyDeadlines?: BodyDeadlines;
};

/** A listening socket. It answers "starting" until it is given something to serve. */
export type Listener = {
  /** The port the system gave; 0 for a socket path. */
  readonly port: number;
  serve(listener: RequestListener): void;
  /** Stops listening, lets answers under way end for a moment, then closes every connection. */
  close(): Promise<void>;
};

/**
 * Opens a socket at once, so that `/health` answers and a port in use is known before the application is built.
 *
 * @throws FoyerError `port.in_use` with details `host` and `port`.
 */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  let current: RequestListener = answerStarting;
  const server = createServer(
    {
      headersTimeout: options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADERS_BYTES,
      // Other upgrades (HTTP/2 offers of Java and curl) are answered as plain HTTP/1.1.
      shouldUpgradeCallback: request => request.headers.upgrade?.toLowerCase() === 'websocket',
      requireHostHeader: false, // the gate refuses it with the same words as a foreign one
    },
    (request, response) => {
      watchBody(request, options.bodyDeadlines);
      current(request, response);
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', answerBrokenRequest);
  // No WebSocket here, whoever asks.
  server.on('upgrade', (_request, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    socket.end(
      rawResponse('403 Forbidden', {
        error: { code: 'request.forbidden_origin', message: 'No WebSocket is served here' },
      }),
    );
  });

  await listen(server, options);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    serve(listener) {
      current = listener;
    },
    close: () => closeServer(server),
  };
}

function listen(server: Server, target: ListenTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => reject(listenError(error, target));
    server.once('error', refused);
    server.listen('path' in target ? { path: target.path } : { host: target.host, port: target.port }, () => {
      server.removeListener('error', refused);
      resolve();
    });
  });
}

function listenError(error: NodeJS.ErrnoException, target: ListenTarget): Error {
  if (error.code !== 'EADDRINUSE' || 'path' in target) return error;
  return new FoyerError('port.in_use', `Port ${target.port} on ${target.host} is already in use`, {
    details: { host: target.host, port: target.port },
    cause: error,
  });
}

function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' });
  response.end(JSON.stringify({ ok: false, state: 'starting' }));
}

function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') socket.end(timeoutResponse, () => socket.destroy());
  else if (error.code === 'HPE_HEADER_OVERFLOW') {
    socket.end(
      rawResponse('431 Request Header Fields Too Large', {
        error: { code: 'request.too_large', message: 'The headers are too large' },
      }),
    );
  } else {
    socket.end(
      rawResponse('400 Bad Request', {
        error: { code: 'request.invalid', message: 'This is not an HTTP request' },
      }),
    );
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
