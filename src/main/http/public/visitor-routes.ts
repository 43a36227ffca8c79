import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VisitorEvent } from '#shared/contract/visitor.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { asInput, inputOf } from '../chat-routes.ts';
import { leavingSignal, sendEvents } from '../event-stream.ts';
import type { RouteDependencies } from '../rpc-routes.ts';
import { TOKEN_PATH } from './public-gate.ts';

const PREFLIGHT_SECONDS = 600; // what browsers keep at most, some of them

type Start = (
  client: FoyerClient,
  input: Record<string, unknown>,
  signal: AbortSignal,
) => Promise<AsyncIterable<VisitorEvent>>;

/** What visitors call that is not JSON in and JSON out, and what browsers ask before the token. */
export function addVisitorRoutes(server: FastifyInstance, { app, contexts }: RouteDependencies): void {
  addTokenOrigins(server, origin => app.visitors.isOriginKnown(origin));

  const answer = (start: Start) => async (request: FastifyRequest, reply: FastifyReply) => {
    const context = await contexts.of(request, reply);
    contexts.requireCredentials(context);
    const left = leavingSignal(reply);
    const events = await start(app.client(context), inputOf(request), left);
    const stream = events[Symbol.asyncIterator]();
    await sendEvents(reply, stream, await stream.next(), left);
    return reply;
  };
  server.post(
    '/api/visitor/chat',
    answer((client, input, signal) => client.visitor.chat(asInput(input), { signal })),
  );
  server.get(
    '/api/visitor/messages/:messageId/follow',
    answer((client, input, signal) => client.visitor.follow(asInput(input), { signal })),
  );
}

/** Cross-origin answers, for the token alone and only to pages that some widget may stand on (Fetch standard, CORS). */
function addTokenOrigins(server: FastifyInstance, isKnown: (origin: string) => boolean): void {
  const allow = (request: FastifyRequest, reply: FastifyReply): boolean => {
    void reply.header('vary', 'origin');
    const { origin } = request.headers;
    if (origin === undefined || !isKnown(origin)) return false;
    void reply.header('access-control-allow-origin', origin);
    void reply.header('access-control-expose-headers', 'retry-after, x-request-id');
    void reply.header('cross-origin-resource-policy', 'cross-origin');
    return true;
  };
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/api/*') return;
    if (request.method === 'POST' && pathOf(request.url) === TOKEN_PATH) allow(request, reply);
  });
  server.options(TOKEN_PATH, async (request, reply) => {
    if (!allow(request, reply)) {
      throw new FoyerError('widget.origin_refused', 'No widget may be used from this page');
    }
    // A page of the Internet that asks for something on a local network (Private Network Access).
    if (request.headers['access-control-request-private-network'] === 'true') {
      void reply.header('access-control-allow-private-network', 'true');
    }
    return await reply
      .code(204)
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', PREFLIGHT_SECONDS)
      .send();
  });
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}
