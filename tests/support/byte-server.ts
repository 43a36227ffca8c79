import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is sent back, whatever is asked. */
export type ByteAnswer = { status: number; contentType: string; bytes: Buffer; bytesAtOnce: number };

export type ByteServer = {
  /** Origin, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The paths asked for so far. */
  readonly paths: readonly string[];
  /** What was sent with each. */
  readonly bodies: readonly string[];
  answer(next: ByteAnswer): void;
  close(): Promise<void>;
};

/** A server that answers every request with the bytes it was given, cut into pieces of a chosen size. */
export async function startByteServer(): Promise<ByteServer> {
  let answer: ByteAnswer = { status: 500, contentType: 'text/plain', bytes: Buffer.alloc(0), bytesAtOnce: 1 };
  const paths: string[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    const place = paths.length - 1;
    bodies.push('');
    request.setEncoding('utf8').on('data', (piece: string) => (bodies[place] += piece));
    const { status, contentType, bytes, bytesAtOnce } = answer;
    response.writeHead(status, { 'content-type': contentType });
    const size = Math.min(bytesAtOnce, Math.max(1, bytes.length));
    for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    paths,
    bodies,
    answer(next) {
      answer = next;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
