import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { HTTPMethods } from 'fastify';
import type { App } from '#main/app/ports.ts';
import { addFileRoutes } from './file-routes.ts';
import { createRequestContexts } from './request-context.ts';
import { createBareServer } from './server.ts';

/** What the page in the window sends and saves under `/api`; everything else it calls through its port. */
export type WindowFiles = { answer(request: Request): Promise<Response>; close(): Promise<void> };

/** The routes of the contract that carry files, answered as over HTTP, without a socket, to the owner of this machine. */
export function createWindowFiles(app: App): WindowFiles {
  const start = async () => {
    const contexts = createRequestContexts(app);
    const server = await createBareServer({ app, contexts }, null);
    server.addHook('onRequest', async request => contexts.admit(request.raw, 'window'));
    await addFileRoutes(server, { app, contexts });
    await server.ready();
    return server;
  };
  let started: ReturnType<typeof start> | null = null; // most windows save nothing for a long while

  return {
    async answer(request) {
      started ??= start();
      const server = await started;
      const { pathname, search } = new URL(request.url);
      // The streams of the page and those of Node are two copies of one standard.
      const body = request.body === null ? null : Readable.fromWeb(request.body as ReadableStream);
      const answered = await server.inject({
        method: request.method as HTTPMethods,
        url: `${pathname}${search}`,
        headers: Object.fromEntries(request.headers),
        ...(body === null ? {} : { payload: body }),
        payloadAsStream: true,
        signal: request.signal,
      });
      const content = answered.stream();
      content.once('close', () => {
        answered.raw.res.destroy(); // whoever writes it stops, once the page has left
        body?.destroy();
      });
      const headers = new Headers();
      for (const [name, value] of Object.entries(answered.headers))
        if (value !== undefined && !HOP_BY_HOP.has(name)) headers.set(name, String(value));
      return new Response(hasNoBody(request, answered.statusCode) ? null : toWeb(content), {
        status: answered.statusCode,
        headers,
      });
    },
    async close() {
      if (started !== null) await (await started).close();
    },
  };
}

/** About a connection, of which there is none. */
const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

function hasNoBody({ method }: Request, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 304;
}

/** Read as it is asked for. (`Readable.toWeb` throws, out of anybody's reach, at a piece that comes after it was left.) */
function toWeb(content: Readable): globalThis.ReadableStream<Uint8Array> {
  const pieces = (content as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  return new globalThis.ReadableStream<Uint8Array>({
    async pull(controller) {
      const step = await pieces.next();
      if (step.done === true) controller.close();
      else controller.enqueue(step.value);
    },
    cancel: () => void content.destroy(),
  });
}
