import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with the next request, and then as usual again. */
type Mischief =
  /** Sends so many bytes, then nothing more. */
  | { kind: 'stall'; after: number }
  /** Sends so many bytes, then breaks the line. */
  | { kind: 'cut'; after: number }
  | { kind: 'status'; status: number }
  /** Does not know ranges. */
  | { kind: 'whole' }
  /** Sends more than it should. */
  | { kind: 'long' };

export type DownloadServer = {
  /** Of the file; it leads to where the bytes are. */
  readonly address: string;
  /** What was asked of the bytes: the range and the version, where they were named. */
  readonly asked: { range: string | undefined; ifRange: string | undefined }[];
  /** From now on its file is another one. */
  change(bytes: Buffer): void;
  next(...mischief: Mischief[]): void;
  close(): Promise<void>;
};

/** A site of models in miniature: it redirects, takes ranges, tags its file, and misbehaves when told to. */
export async function startDownloadServer(file: Buffer): Promise<DownloadServer> {
  let bytes = file;
  let version = 1;
  const asked: DownloadServer['asked'] = [];
  const mischiefs: Mischief[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const mischief = mischiefs.shift();
    const { range, 'if-range': ifRange } = request.headers;
    asked.push({ range, ifRange: typeof ifRange === 'string' ? ifRange : undefined });
    if (mischief?.kind === 'status') {
      response.writeHead(mischief.status).end();
      return;
    }
    const tag = `"v${version}"`;
    const wanted = /^bytes=(\d+)-$/u.exec(range ?? '')?.[1];
    const takesRange =
      wanted !== undefined && mischief?.kind !== 'whole' && (ifRange === undefined || ifRange === tag);
    const from = takesRange ? Number(wanted) : 0;
    if (from >= bytes.length && takesRange) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    response.writeHead(takesRange ? 206 : 200, {
      etag: tag,
      ...(takesRange ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    const rest = bytes.subarray(from);
    if (mischief?.kind === 'stall') response.write(rest.subarray(0, mischief.after));
    else if (mischief?.kind === 'cut')
      response.write(rest.subarray(0, mischief.after), () => response.destroy());
    else if (mischief?.kind === 'long') response.end(Buffer.concat([rest, Buffer.alloc(10)]));
    else response.end(rest);
  }

  const server = createServer((request, response) => {
    if (request.url === '/bytes') answer(request, response);
    else response.writeHead(302, { location: '/bytes' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/resolve/model.gguf`,
    asked,
    change(next) {
      bytes = next;
      version += 1;
    },
    next: (...more) => void mischiefs.push(...more),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
