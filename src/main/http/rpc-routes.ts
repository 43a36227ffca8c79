import { ORPCError } from '@orpc/client';
import type { AnyContractProcedure } from '@orpc/contract';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler } from '@orpc/server/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { carriesFiles } from '#shared/contract/files.ts';
import { listenersOf, type ListenerKind, type RouteMeta } from '#shared/contract/route.ts';
import { FoyerError, isErrorCode } from '#shared/errors.ts';
import type { App, RequestContext } from '#main/app/ports.ts';
import { logFailure } from './failure-log.ts';
import { problemBody, problemOfRpcError, toProblem, toRpcError } from './problem.ts';
import type { RequestContexts } from './request-context.ts';
import { isPublicRoute, methodsOfPath } from './rest-paths.ts';

const KEEP_ALIVE_INTERVAL_MS = 15_000; // shorter than the idle limits of common proxies (30 to 60 s)

export type RouteDependencies = { app: App; contexts: RequestContexts };

type Attempt<T> = { context: RequestContext; next: () => Promise<T> };
type Call<T> = { context: RequestContext; path: readonly string[]; next: () => Promise<T> };

/**
 * The interface's own wire (`/rpc`) and REST (`/api`), both made of the one router. The public listener has REST
 * alone, and of the routes those that exist there.
 */
export function addContractRoutes(
  server: FastifyInstance,
  { app, contexts }: RouteDependencies,
  listener: ListenerKind = 'admin',
): void {
  const called = new WeakSet<RequestContext['remote']>();

  /** What fails around the call: before it, the input could not even be read. */
  async function guardWire<T>({ context, next }: Attempt<T>): Promise<T> {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ORPCError && isErrorCode(error.code)) throw error;
      const cause = called.has(context.remote)
        ? error
        : new FoyerError('request.invalid', 'The request cannot be read', { cause: error });
      throw toRpcError(cause, context.correlationId, context.language);
    }
  }

  /** Credentials first, then errors in our vocabulary, whether thrown at once or in the middle of a stream. */
  async function guardCall<T>({ context, path, next }: Call<T>): Promise<T> {
    const translate = (thrown: unknown) => {
      const error = app.storage.failed(thrown);
      const problem = toProblem(error);
      const { retryAfterSeconds } = problem.details;
      if (typeof retryAfterSeconds === 'number') contexts.askToWait(context, retryAfterSeconds);
      logFailure(app.log, error, problem, { correlationId: context.correlationId, route: path.join('.') });
      return toRpcError(error, context.correlationId, context.language);
    };
    called.add(context.remote);
    try {
      if (!isPublicRoute(path)) contexts.requireCredentials(context);
      return translateStream(await next(), translate);
    } catch (error) {
      throw translate(error);
    }
  }

  // Made anew for each handler, which adds to it.
  const wire = () => ({
    eventIteratorKeepAliveInterval: KEEP_ALIVE_INTERVAL_MS,
    eventIteratorKeepAliveComment: 'keep-alive',
    eventIteratorInitialComment: 'open',
    interceptors: [guardWire],
    clientInterceptors: [guardCall],
    // The meta of every route is made by `route()`. Those that carry files are served by `file-routes.ts`.
    filter: ({ contract }: { contract: AnyContractProcedure }) =>
      !carriesFiles(contract['~orpc']) && listenersOf(contract['~orpc'].meta as RouteMeta).includes(listener),
  });
  const rpc = new RPCHandler<RequestContext>(app.router, wire());
  const rest = new OpenAPIHandler<RequestContext>(app.router, {
    ...wire(),
    customErrorResponseBodyEncoder: error => {
      const problem = problemOfRpcError(error);
      return problemBody(problem, correlationIdOf(error.data));
    },
  });

  async function handleRpc(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    requireObject(request);
    const context = await contexts.of(request, reply);
    const { matched } = await rpc.handle(request, reply, { prefix: '/rpc', context });
    if (!matched) throw new FoyerError('resource.not_found', 'There is no such procedure');
  }

  async function handleRest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    requireObject(request);
    const context = await contexts.of(request, reply);
    const { matched } = await rest.handle(request, reply, { prefix: '/api', context });
    if (matched) return;
    const methods = methodsOfPath(request.url, listener);
    if (methods.length === 0) throw new FoyerError('resource.not_found', 'There is nothing at this address');
    const error = Object.assign(new Error('Method not allowed'), { statusCode: 405 });
    void reply.header('allow', methods.join(', '));
    throw error;
  }

  if (listener === 'admin') server.all('/rpc/*', handleRpc);
  server.all('/api/*', handleRest);
  server.all('/api', handleRest);
}

/** Every input is an object, on both wires; leaving the body out means an empty one. */
function requireObject(request: FastifyRequest): void {
  const { body } = request;
  if (body === undefined) {
    if (request.method !== 'GET' && request.method !== 'HEAD') request.body = {};
    return;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new FoyerError('request.invalid', 'The body must be one JSON object');
  }
}

function correlationIdOf(data: unknown): string | null {
  const id = typeof data === 'object' && data !== null && 'correlationId' in data ? data.correlationId : null;
  return typeof id === 'string' ? id : null;
}

function translateStream<T>(output: T, translate: (error: unknown) => Error): T {
  if (!isAsyncGenerator(output)) return output;
  const next = output.next.bind(output);
  // The stream stays the same object: whoever made it relies on `return` to let go of what it holds.
  output.next = async (...values) => {
    try {
      return await next(...values);
    } catch (error) {
      throw translate(error);
    }
  };
  return output;
}

function isAsyncGenerator(value: unknown): value is AsyncGenerator {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}
