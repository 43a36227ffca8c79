import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { pageContentPolicy } from '#shared/lib/page-security.ts';
import { logFailure } from './failure-log.ts';
import { refuseMalformedAddresses, routableAddress } from './malformed-address.ts';
import { acceptedLanguage } from './accepted-language.ts';
import { addCheckStream } from './check-stream.ts';
import { addChatRoutes } from './chat-routes.ts';
import { STREAM_HEADERS } from './event-stream.ts';
import { addVary, compressAnswers } from './compress-answers.ts';
import { renderDocs } from './docs-page.ts';
import { addFileRoutes } from './file-routes.ts';
import { JSON_BODY_LIMIT_BYTES, readJsonBodies } from './json-body.ts';
import type { OpenApiDocument } from './open-api-reading.ts';
import { withServers } from './open-api-visitors.ts';
import { addOpenAiRoutes } from './openai/routes.ts';
import { addRateLimits, type RateLimits } from './rate-limits.ts';
import { createNonce } from './nonce.ts';
import { addPageRoutes } from './page-routes.ts';
import { addTrustRoutes } from './trust-routes.ts';
import type { MessagePage } from './message-page.ts';
import { problemBody, toProblem, toRpcError, type Problem } from './problem.ts';
import { addContractRoutes, type RouteDependencies } from './rpc-routes.ts';

export type ServerDependencies = RouteDependencies & {
  /** Folder of the built interface; null for the control socket, which has none. */
  staticFolder: string | null;
  /** Null: nothing is counted. */
  rateLimits: RateLimits | null;
};

/** What answers without a page may do in a browser: nothing. */
const CLOSED_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/**
 * What every listener has: limits on bodies, headers that close what nobody opened, errors in our shape, a log.
 *
 * @param rateLimits null: nothing is counted
 * @param pageOf what a person who came to an address is shown instead of JSON, if anything
 */
export async function createBareServer(
  { app, contexts }: RouteDependencies,
  rateLimits: RateLimits | null,
  pageOf: (problem: Problem, request: FastifyRequest) => MessagePage | null = () => null,
): Promise<FastifyInstance> {
  const server = fastify({
    trustProxy: false,
    bodyLimit: JSON_BODY_LIMIT_BYTES,
    exposeHeadRoutes: true,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 200 },
    // Answers under way end by themselves; new requests on old connections are refused by the closed listener.
    return503OnClosing: false,
    rewriteUrl: routableAddress,
    genReqId: request => contexts.correlationId(request),
  });
  readJsonBodies(server);
  await server.register(cookie);
  await server.register(helmet, {
    contentSecurityPolicy: false, // one for the page with its nonce, a closed one for the rest: below
    strictTransportSecurity: false, // this is plain HTTP on one's own machine
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  });

  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    void reply.header('permissions-policy', 'camera=(), geolocation=(), payment=(), usb=()');
    void reply.header('content-security-policy', CLOSED_CONTENT_POLICY);
    if (/^\/(?:api|rpc|v1)(?:\/|$|\?)/.test(request.url)) void reply.header('cache-control', 'no-store');
  });
  server.addHook('onResponse', async (request, reply) => {
    app.log.debug(
      {
        correlationId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  server.addHook('onSend', async (_request, reply) => {
    const isStream = String(reply.getHeader('content-type') ?? '').startsWith('text/event-stream');
    if (isStream) void reply.headers(STREAM_HEADERS);
  });
  sayLanguage(server);
  compressAnswers(server);
  if (rateLimits !== null) addRateLimits(server, contexts, rateLimits);
  server.setErrorHandler(async (thrown, request, reply) => {
    const error = app.storage.failed(thrown);
    const language = acceptedLanguage(request.headers);
    const problem = toProblem(error, language);
    logFailure(app.log, error, problem, { correlationId: request.id, route: request.routeOptions.url });
    const retryAfter = problem.details.retryAfterSeconds;
    if (typeof retryAfter === 'number') void reply.header('retry-after', Math.ceil(retryAfter));
    void reply.code(problem.status);
    const page = pageOf(problem, request);
    if (page !== null) return await reply.headers(page.headers).send(page.html);
    // The page's client knows an error by the shape that its wire gives it.
    if (request.url.startsWith('/rpc'))
      return await reply.send({ json: toRpcError(error, request.id, language) });
    return await reply.send(problemBody(problem, request.id));
  });
  refuseMalformedAddresses(server);
  return server;
}

/** Errors are said in the language of whoever asks; those of `/v1` in English, as its clients expect them. */
function sayLanguage(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    if (reply.statusCode < 400 || reply.hasHeader('content-language')) return;
    const isOpenAi = /^\/+v1(?:\/|$|\?)/.test(request.url);
    void reply.header('content-language', isOpenAi ? 'en' : (acceptedLanguage(request.headers) ?? 'en'));
    if (!isOpenAi) addVary(reply, 'accept-language');
  });
}

/** Everything that is served, without a socket: requests are handed to `routing` once `ready`. */
export async function createServer(dependencies: ServerDependencies): Promise<FastifyInstance> {
  const { app, staticFolder, rateLimits } = dependencies;
  const server = await createBareServer(dependencies, rateLimits);
  server.get('/health', async (_request, reply) => {
    const health = app.health();
    return await reply
      .code(health.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health);
  });
  addDocs(server, dependencies);
  addChatRoutes(server, dependencies);
  await addFileRoutes(server, dependencies);
  await addOpenAiRoutes(server, dependencies);
  addContractRoutes(server, dependencies);
  if (staticFolder !== null) {
    addCheckStream(server, '/api/check-stream');
    addTrustRoutes(server, app);
    await addPageRoutes(server, dependencies.contexts, staticFolder);
  }
  await server.ready();
  return server;
}

function addDocs(server: FastifyInstance, { app, contexts }: RouteDependencies): void {
  const { version } = app.health();
  // Made at the first request: loading the generator and converting every schema would delay the start.
  let description: Promise<OpenApiDocument> | null = null;
  const describe = async (request: FastifyRequest) => {
    description ??= import('./open-api.ts').then(({ describeApi }) => describeApi(version));
    const named = app.webInterface.publicUrl();
    const arrival = contexts.arrivalOf(request.raw);
    // The address it was asked for at first; an address without a host is that of the document itself.
    const own = named === null ? [''] : arrival?.base === named ? [named, ''] : ['', named];
    return withServers(await description, { own, visitors: app.network.visitorsUrl() });
  };
  server.get('/api/openapi.json', async request => await describe(request));
  server.get('/api/docs', async (request, reply) => {
    const nonce = createNonce();
    return await reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pageContentPolicy(nonce))
      .send(renderDocs(await describe(request), nonce));
  });
}
