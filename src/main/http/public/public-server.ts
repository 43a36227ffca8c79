import { TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { FoyerError } from '#shared/errors.ts';
import { addCheckStream } from '../check-stream.ts';
import { addRateLimits, PUBLIC_RATE_LIMITS } from '../rate-limits.ts';
import type { RouteDependencies } from '../rpc-routes.ts';
import { isNavigation, visitorPage } from '../message-page.ts';
import { createBareServer } from '../server.ts';
import { addTrustRoutes } from '../trust-routes.ts';
import { addKeyRoutes } from './key-routes.ts';
import { addVisitorRoutes } from './visitor-routes.ts';
import { addWidgetFiles } from './widget-files.ts';

/** Browsers obey these only over HTTPS, and complain of each on the page of whoever sent them without. */
const ONLY_ENCRYPTED = ['cross-origin-opener-policy', 'origin-agent-cluster'];

/** Addresses that no person types: whoever asks there reads JSON. */
function isForPrograms(path: string): boolean {
  return /^\/+(?:api|v1|health|widget)(?:\/|$)/.test(path);
}

/** Everything visitors and programs with a key are served, without a socket. */
export async function createPublicServer(
  dependencies: RouteDependencies & { widgetFolder: string },
): Promise<FastifyInstance> {
  const { app } = dependencies;
  const server = await createBareServer(dependencies, null, (problem, request) => {
    const [path = ''] = request.url.split('?');
    if (!isNavigation({ method: request.method, headers: request.headers }) || isForPrograms(path))
      return null;
    return visitorPage(
      request.headers,
      problem.status === 404 ? 'gone' : 'busy',
      '../'.repeat(path.split('/').length - 2) || './',
    );
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!(request.raw.socket instanceof TLSSocket)) {
      for (const header of ONLY_ENCRYPTED) void reply.removeHeader(header);
    }
  });
  server.get('/health', async (_request, reply) => {
    const { ok } = app.health();
    return await reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok });
  });
  addVisitorRoutes(server, dependencies);
  // After the headers that let a page read the answer: a refusal is one, too.
  addRateLimits(server, dependencies.contexts, PUBLIC_RATE_LIMITS);
  addCheckStream(server, '/api/visitor/check-stream');
  await addKeyRoutes(server, dependencies);
  await addWidgetFiles(server, app, dependencies.widgetFolder);
  addTrustRoutes(server, app);
  server.setNotFoundHandler(() => {
    throw new FoyerError('resource.not_found', 'There is nothing at this address');
  });
  await server.ready();
  return server;
}
