import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FoyerError } from '#shared/errors.ts';
import { hasBody, rawResponse, timeoutResponse, watchBody, type BodyDeadlines } from './body-deadline.ts';
import { closeUnread, type Linger } from './unread-body.ts';

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
  /** How much, and how long, is still read of what was answered before it came. */
  linger?: Linger;
  /** At once, from everywhere, and from one address of those. */
  connections?: { most: number; perAddress: number };
  /** HTTPS; who comes without it on the same port is answered by `plain`. */
  tls?: { pair: TlsPair; plain: RequestListener };
};

/** PEM texts. */
export type TlsPair = { certificate: string; key: string };

/** A listening socket. It answers "starting" until it is given something to serve. */
export type Listener = {
  /** The port the system gave; 0 for a socket path. */
  readonly port: number;
  serve(listener: RequestListener): void;
  /** From now on, for new connections. */
  renewCertificate(pair: TlsPair): void;
  connections(): number;
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
  const serve: RequestListener = (request, response) => {
    current(request, response);
  };
  const watched =
    (listener: RequestListener): RequestListener =>
    (request, response) => {
      if (hasBody(request)) {
        watchBody(request, options.bodyDeadlines);
        closeUnread(request, response, options.linger);
      }
      listener(request, response);
    };
  const { tls } = options;
  const [server, plainServer] =
    tls === undefined
      ? [createServer(limitsOf(options), watched(serve)), null]
      : secured({ ...tls, plain: watched(tls.plain) }, options, watched(serve));
  prepare(server);
  server.maxConnections = options.connections?.most ?? MAX_CONNECTIONS;
  const connections = countConnections(server, options.connections?.perAddress);

  await listen(server, options);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    serve(listener) {
      current = listener;
    },
    renewCertificate({ certificate, key }) {
      if (isSecured(server)) server.setSecureContext({ cert: certificate, key });
    },
    connections,
    close: () => closeServer(server, plainServer === null ? [server] : [server, plainServer]),
  };
}

function limitsOf({ headersTimeoutMs }: ListenerOptions) {
  return {
    headersTimeout: headersTimeoutMs ?? HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADERS_BYTES,
    // Other upgrades (HTTP/2 offers of Java and curl) are answered as plain HTTP/1.1.
    shouldUpgradeCallback: (request: IncomingMessage) =>
      request.headers.upgrade?.toLowerCase() === 'websocket',
    requireHostHeader: false, // the gate refuses it with the same words as a foreign one
  };
}

function prepare(server: Server | TlsServer): void {
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
}

/**
 * HTTPS, and on the same port a word for who types the address without it: the first byte of a connection tells (a TLS
 * record of a handshake begins with 22, a method with a letter).
 */
function secured(
  { pair, plain }: NonNullable<ListenerOptions['tls']>,
  options: ListenerOptions,
  serve: RequestListener,
): [TlsServer, Server] {
  const limits = limitsOf(options);
  const server = createTlsServer(
    { ...limits, cert: pair.certificate, key: pair.key, handshakeTimeout: limits.headersTimeout },
    serve,
  );
  // What fails before it is encrypted is told nothing: there is no way to.
  server.prependListener('tlsClientError', (_error, socket) => socket.destroy());
  const plainServer = createServer(limits, plain);
  prepare(plainServer);
  // It never listens itself; this starts the timer that ends slow requests, and stops it again.
  plainServer.emit('listening');
  server.once('close', () => plainServer.close());

  const handshake = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.setTimeout(limits.headersTimeout, () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.pause();
      socket.unshift(first);
      // TLS takes over the connection with what was read of it; the other waits until it flows again.
      if (first[0] === TLS_HANDSHAKE) for (const begin of handshake) begin.call(server, socket);
      else {
        plainServer.emit('connection', socket);
        socket.resume();
      }
    });
  });
  return [server, plainServer];
}

const TLS_HANDSHAKE = 22;

function isSecured(server: Server | TlsServer): server is TlsServer {
  return 'setSecureContext' in server;
}

/** One address cannot take all the places: an office shares one, but not every office. */
function countConnections(server: Server | TlsServer, perAddress = Number.POSITIVE_INFINITY): () => number {
  const byAddress = new Map<string, number>();
  let total = 0;
  server.prependListener('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (byAddress.get(address) ?? 0) + 1;
    if (count > perAddress) {
      socket.destroy();
      return;
    }
    total += 1;
    byAddress.set(address, count);
    socket.once('close', () => {
      total -= 1;
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left === 0) byAddress.delete(address);
      else byAddress.set(address, left);
    });
  });
  return () => total;
}

function listen(server: Server | TlsServer, target: ListenTarget): Promise<void> {
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
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') socket.end(timeoutResponse(), () => socket.destroy());
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

/** @param holders of connections to it: those without encryption on an encrypted port have one of their own */
function closeServer(server: Server | TlsServer, holders: readonly (Server | TlsServer)[]): Promise<void> {
  return new Promise(resolve => {
    const force = setTimeout(() => {
      for (const holder of holders) holder.closeAllConnections();
    }, CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    for (const holder of holders) holder.closeIdleConnections();
  });
}
