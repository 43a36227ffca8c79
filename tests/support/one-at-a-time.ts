import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A door before a server that lets one request through at a time, in the order of their coming, as small servers of models do. */
export async function startOneAtATime(origin: string): Promise<{ url: string; close(): Promise<void> }> {
  const waiting: { from: IncomingMessage; to: ServerResponse }[] = [];
  let isBusy = false;

  function next(): void {
    const first = waiting.shift();
    isBusy = first !== undefined;
    if (first === undefined) return;
    const { from, to } = first;
    if (to.destroyed) return next();
    const { method, headers, url = '/' } = from;
    const passed = request(new URL(url, origin), { method, headers }, answer => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    passed.on('error', () => to.destroy());
    to.once('close', () => {
      passed.destroy();
      next();
    });
    from.pipe(passed);
  }

  const server = createServer((from, to) => {
    waiting.push({ from, to });
    if (!isBusy) next();
  });
  server.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
