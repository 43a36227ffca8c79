import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { toProblem } from './problem.ts';
import type { RouteDependencies } from './rpc-routes.ts';

const KEEP_ALIVE_MS = 15_000; // shorter than the idle limits of common proxies (30 to 60 s)

type ChatStream = AsyncIterator<ChatEvent, unknown, void>;
type Start = (
  client: FoyerClient,
  input: Record<string, unknown>,
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
    const stream = iteratorOf(await start(app.client(context), inputOf(request)));
    if (wantsMessageAlone(request)) return await finishedMessage(stream);
    // The first event is awaited before the status is sent: until then an error still has its own.
    const first = await stream.next();
    await sendEvents(reply, stream, first);
    return reply;
  };

  // The contract validates what each call is given; the casts only name what validation will decide.
  server.post(
    '/api/conversations/chat',
    answer((client, input) => client.conversations.chat(asInput(input))),
  );
  server.post(
    '/api/conversations/complete',
    answer((client, input) => client.conversations.complete(asInput(input))),
  );
  server.post(
    '/api/conversations/:id/regenerate',
    answer((client, input) => client.conversations.regenerate(asInput(input))),
  );
  server.get(
    '/api/conversations/messages/:messageId/follow',
    answer((client, input) => client.conversations.follow(asInput(input))),
  );
}

/** The input of a route is `unknown` until its schema has looked at it, inside the call. */
function asInput<T>(input: Record<string, unknown>): T {
  return input as T;
}

function inputOf(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    throw new FoyerError('request.invalid', 'The body must be one JSON object');
  }
  return { ...body, ...(request.params as Record<string, unknown>) };
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

async function sendEvents(
  reply: FastifyReply,
  stream: ChatStream,
  first: IteratorResult<ChatEvent, unknown>,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...definedHeaders(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const keepAlive = setInterval(() => void raw.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  const left = new Promise<'left'>(resolve => raw.once('close', () => resolve('left')));
  try {
    let step = first;
    while (step.done !== true) {
      const flushed = raw.write(`data: ${JSON.stringify(step.value)}\n\n`);
      if (!flushed && (await Promise.race([drained(raw), left])) === 'left') break;
      const next = await Promise.race([stream.next(), left]);
      if (next === 'left') break;
      step = next;
    }
  } catch (error) {
    // The status is gone: the stream itself says what happened.
    raw.write(`data: ${JSON.stringify(failedEvent(error))}\n\n`);
  } finally {
    clearInterval(keepAlive);
    raw.end();
    // A pending `next` may hold the iterator; its maker lets go when the answer moves on.
    void stream.return?.();
  }
}

function failedEvent(error: unknown): ChatEvent {
  const { code, message } = toProblem(error);
  return { type: 'failed', error: { code, message } };
}

/** What the hooks have set (security headers, request id): a hijacked reply does not send them by itself. */
function definedHeaders(reply: FastifyReply): Record<string, string | number | string[]> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

function drained(raw: NodeJS.WritableStream): Promise<void> {
  return new Promise(resolve => raw.once('drain', resolve));
}

function iteratorOf(stream: AsyncIterable<ChatEvent> | ChatStream): ChatStream {
  return Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream;
}
