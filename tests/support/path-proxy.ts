import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ProxyOptions = {
  /** Port of Foyer on this machine. */
  upstream: number;
  /** Path under which it is shown, `/foyer`; nothing for the root. */
  prefix?: string;
  /** Takes the path off before it passes a request on, as most proxies are told to. */
  strips?: boolean;
  /** Passes `Host` on as the browser sent it; else writes the upstream's own, as Apache and some others do. */
  keepsHost?: boolean;
  /** Adds `X-Forwarded-*`. */
  tells?: boolean;
  /** Gathers an answer whole before it passes it on. */
  buffers?: boolean;
  /** Says that browsers reach it by HTTPS: what a proxy does that ends the encryption. */
  encrypted?: boolean;
};

export type PathProxy = {
  readonly port: number;
  /** `http://127.0.0.1:PORT/foyer`. */
  readonly url: string;
  close(): Promise<void>;
};

/** A reverse proxy in small: the choices that differ between real ones, each to be had. */
export async function startPathProxy(options: ProxyOptions): Promise<PathProxy> {
  const { upstream, prefix = '', strips = true, keepsHost = true, tells = true, buffers = false } = options;
  const server = createServer((asked, answer) => {
    const { url = '/' } = asked;
    const isOurs =
      prefix === '' || url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`);
    if (!isOurs) {
      answer.writeHead(404, { 'content-type': 'text/plain' }).end(`proxy: nothing at ${url}`);
      return;
    }
    const rest = strips ? url.slice(prefix.length) : url;
    const headers: IncomingHttpHeaders = {
      ...asked.headers,
      ...(keepsHost ? {} : { host: `127.0.0.1:${upstream}` }),
      ...(tells ? forwarded(asked.headers, asked.socket.remoteAddress, options) : {}),
    };
    const passed = request(
      {
        host: '127.0.0.1',
        port: upstream,
        method: asked.method,
        path: rest.startsWith('/') ? rest : `/${rest}`,
        headers,
      },
      received => {
        const begin = () => answer.writeHead(received.statusCode ?? 502, received.headers);
        if (!buffers) {
          begin();
          received.pipe(answer);
          return;
        }
        const pieces: Buffer[] = [];
        received.on('data', (piece: Buffer) => pieces.push(piece));
        received.on('end', () => {
          begin();
          answer.end(Buffer.concat(pieces));
        });
      },
    );
    passed.on('error', error => answer.writeHead(502, { 'content-type': 'text/plain' }).end(String(error)));
    asked.pipe(passed);
    answer.on('close', () => passed.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}${prefix}`,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function forwarded(
  headers: IncomingHttpHeaders,
  address: string | undefined,
  { prefix = '', encrypted = false }: ProxyOptions,
): IncomingHttpHeaders {
  const before = headers['x-forwarded-for'];
  return {
    'x-forwarded-for': [...(before === undefined ? [] : [String(before)]), address ?? ''].join(', '),
    'x-forwarded-proto': encrypted ? 'https' : 'http',
    'x-forwarded-host': headers.host,
    ...(prefix === '' ? {} : { 'x-forwarded-prefix': prefix }),
  };
}
