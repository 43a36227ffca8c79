import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { leavingSignal, sendEvents } from './event-stream.ts';
import type { RouteDependencies } from './rpc-routes.ts';

type ChatStream = AsyncIterator<ChatEvent, unknown, void>;
type Start = (
  client: FoyerClient,
  input: Record<string, unknown>,
  left: AbortSignal,
) => Promise<AsyncIterable<ChatEvent> | ChatStream>;

/**
 * Chat over REST. Each event is one `data:` line with one JSON object, and nothing else; comments keep proxies
 * awake. With `Accept: application/json` the finished message comes alone. What fails before the first event is an
 * ordinary error with its status. Leaving detaches: the answer goes on and is kept.
 */
export function addChatRoutes(server: FastifyInstance, { app, contexts }: RouteDependencies): void {
  const answer = (start: Start) => async (request: FastifyRequest, reply: FastifyReply) => {
    const context = await contexts.of(request, reply);
    contexts.requireCredentials(context);
    const left = leavingSignal(reply);
    const stream = iteratorOf(await start(app.client(context), inputOf(request), left));
    if (wantsMessageAlone(request)) return await finishedMessage(stream);
    // The first event is awaited before the status is sent: until then an error still has its own.
    const first = await stream.next();
    await sendEvents(reply, stream, first, left);
    return reply;
  };

  // The contract validates what each call is given; the casts only name what validation will decide.
  server.post(
    '/api/conversations/chat',
    answer((client, input, signal) => client.conversations.chat(asInput(input), { signal })),
  );
  server.post(
    '/api/conversations/complete',
    answer((client, input, signal) => client.conversations.complete(asInput(input), { signal })),
  );
  server.post(
    '/api/conversations/:id/regenerate',
    answer((client, input, signal) => client.conversations.regenerate(asInput(input), { signal })),
  );
  server.get(
    '/api/conversations/messages/:messageId/follow',
    answer((client, input, signal) => client.conversations.follow(asInput(input), { signal })),
  );
}

/** The input of a route is `unknown` until its schema has looked at it, inside the call. */
export function asInput<T>(input: Record<string, unknown>): T {
  return input as T;
}

export function inputOf(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    throw new FoyerError('request.invalid', 'The body must be one JSON object');
  }
  const query = request.method === 'GET' ? (request.query as Record<string, unknown>) : {};
  return { ...query, ...body, ...(request.params as Record<string, unknown>) };
}

function wantsMessageAlone(request: FastifyRequest): boolean {
  const accept = request.headers.accept?.toLowerCase() ?? '';
  return accept.includes('application/json') && !accept.includes('text/event-stream');
}

async function finishedMessage(stream: ChatStream) {
  for (let step = await stream.next(); step.done !== true; step = await stream.next()) {
    const event = step.value;
    if (event.type === 'finished') return event.message;
    if (event.type === 'failed') throw new FoyerError(event.error.code, event.error.message);
  }
  throw new FoyerError('model.interrupted', 'The answer ended before it was finished');
}

function iteratorOf(stream: AsyncIterable<ChatEvent> | ChatStream): ChatStream {
  return Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream;
}
