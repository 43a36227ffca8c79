import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { ChatEvent, Message } from '#shared/contract/conversations.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { leavingSignal, openEvents } from '../event-stream.ts';
import { toProblem } from '../problem.ts';
import type { RouteDependencies } from '../rpc-routes.ts';
import { completionOf, readChatRequest, readEmbeddingRequest, type ChatRequest } from './input.ts';
import { extensionOf, footnotesOf, usageOf } from './output.ts';
import { RefusedParameter, toOpenAiError } from './problem.ts';

const MODEL_PREFIX = 'bot:';
const BODY_LIMIT_BYTES = 4 * 1024 * 1024; // whole conversations, sent again with every question

type Answer = AsyncIterator<ChatEvent, unknown, void>;

/**
 * `/v1/models`, `/v1/chat/completions` and `/v1/embeddings` as OpenAI's clients call them, with an API key of a client
 * of Foyer: each chatbot within the key's reach is a model named `bot:<name>`.
 */
export async function addOpenAiRoutes(
  server: FastifyInstance,
  { app, contexts }: RouteDependencies,
): Promise<void> {
  await server.register(
    async (routes: FastifyInstance) => {
      routes.setErrorHandler(async (error, request, reply) => {
        const { status, body } = toOpenAiError(error);
        if (status >= 500 && !reply.raw.destroyed)
          app.log.error({ err: error, correlationId: request.id }, 'completion failed');
        const wait = toProblem(error).details.retryAfterSeconds;
        if (typeof wait === 'number') void reply.header('retry-after', Math.ceil(wait));
        return await reply.code(status).send(body);
      });
      routes.setNotFoundHandler(async (request, reply) => {
        const message = `Unknown request URL: ${request.method} ${request.url.split('?')[0]}.`;
        const error = { message, type: 'invalid_request_error', param: null, code: 'unknown_url' };
        return await reply.code(404).send({ error });
      });

      const clientOf = async (request: FastifyRequest, reply: FastifyReply): Promise<FoyerClient> => {
        const context = await contexts.of(request, reply);
        contexts.requireCredentials(context);
        if (context.principal.kind === 'anonymous') {
          throw new FoyerError('auth.required', 'Send an API key of Foyer as Authorization: Bearer …');
        }
        return app.client(context);
      };

      routes.get('/models', async (request, reply) => {
        const bots = await activeBots(await clientOf(request, reply));
        return { object: 'list', data: bots.map(bot => describeModel(bot, bots)) };
      });
      routes.get('/models/:model', async (request, reply) => {
        const bots = await activeBots(await clientOf(request, reply));
        return describeModel(botNamed(bots, (request.params as { model: string }).model), bots);
      });

      routes.post('/chat/completions', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
        const client = await clientOf(request, reply);
        const wanted = readChatRequest(request.body);
        const bot = botNamed(await activeBots(client), wanted.model);
        const left = leavingSignal(reply);
        const answer = await client.conversations.complete(
          { chatbotId: bot.id, ...completionOf(wanted) },
          { signal: left },
        );
        const stream = answer[Symbol.asyncIterator]();
        stopWhenLeft(reply, client, stream);
        if (wanted.stream !== true) return await wholeAnswer(stream, bot, wanted);
        // Until the first event, a failure still has its own status.
        const first = await stream.next();
        await streamAnswer(reply, { stream, first, left }, bot, wanted);
        return reply;
      });

      routes.post('/embeddings', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
        const client = await clientOf(request, reply);
        const { input, encoding_format: encoding } = readEmbeddingRequest(request.body);
        const { model, vectors } = await client.models.embed({
          texts: typeof input === 'string' ? [input] : input,
        });
        return {
          object: 'list',
          model,
          data: vectors.map((vector, index) => ({
            object: 'embedding',
            index,
            embedding: encoding === 'base64' ? base64Of(vector) : vector,
          })),
          usage: { prompt_tokens: 0, total_tokens: 0 }, // servers of embeddings do not tell us
        };
      });
    },
    { prefix: '/v1' },
  );
}

async function activeBots(client: FoyerClient): Promise<Chatbot[]> {
  return (await client.chatbots.list({})).filter(bot => bot.active);
}

/** `bot:<name>`, or `bot:<id>` where two chatbots have the same name. */
function modelId(bot: Chatbot, all: readonly Chatbot[]): string {
  const unique = all.filter(other => other.name === bot.name).length === 1;
  return `${MODEL_PREFIX}${unique ? bot.name : bot.id}`;
}

function describeModel(bot: Chatbot, all: readonly Chatbot[]) {
  return {
    id: modelId(bot, all),
    object: 'model',
    created: seconds(bot.createdAt),
    owned_by: 'foyer',
  };
}

function botNamed(bots: readonly Chatbot[], model: string): Chatbot {
  const bot =
    bots.find(one => modelId(one, bots) === model || `${MODEL_PREFIX}${one.id}` === model) ??
    bots.find(one => modelId(one, bots).toLowerCase() === model.toLowerCase());
  if (bot) return bot;
  throw new RefusedParameter(
    'model',
    'model_not_found',
    `The model ${JSON.stringify(model)} does not exist, or this key does not reach it. GET /v1/models lists what it reaches.`,
  );
}

/** A program that leaves wants no answer: the model is not kept busy for nobody. */
function stopWhenLeft(reply: FastifyReply, client: FoyerClient, stream: Answer): void {
  const next = stream.next.bind(stream);
  let messageId: string | null = null;
  stream.next = async () => {
    const step = await next();
    if (step.done !== true && step.value.type === 'started') ({ messageId } = step.value);
    return step;
  };
  reply.raw.once('close', () => {
    if (reply.raw.writableFinished || messageId === null) return;
    client.conversations.stop({ messageId }).catch(() => undefined); // it had ended by itself
  });
}

async function wholeAnswer(stream: Answer, bot: Chatbot, { model }: ChatRequest) {
  const message = await finishedMessage(stream);
  return {
    id: completionId(message.id),
    object: 'chat.completion',
    created: seconds(message.createdAt),
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: message.content + footnotesOf(message, bot.language),
          refusal: null,
        },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: usageOf(message),
    foyer: extensionOf(message),
  };
}

async function finishedMessage(stream: Answer): Promise<Message> {
  for (let step = await stream.next(); step.done !== true; step = await stream.next()) {
    const event = step.value;
    if (event.type === 'finished') return event.message;
    if (event.type === 'failed') throw new FoyerError(event.error.code, event.error.message);
  }
  throw new FoyerError('model.interrupted', 'The answer ended before it was finished');
}

async function streamAnswer(
  reply: FastifyReply,
  { stream, first, left }: { stream: Answer; first: IteratorResult<ChatEvent, unknown>; left: AbortSignal },
  bot: Chatbot,
  { model, stream_options: options }: ChatRequest,
): Promise<void> {
  const events = openEvents(reply, left);
  const created = Math.floor(Date.now() / 1000);
  let id = completionId('');
  const chunk = (rest: Record<string, unknown>) =>
    events.send(JSON.stringify({ id, object: 'chat.completion.chunk', created, model, ...rest }));
  const delta = (content: Record<string, string>, finish: 'stop' | null = null, rest = {}) =>
    chunk({ choices: [{ index: 0, delta: content, logprobs: null, finish_reason: finish }], ...rest });
  try {
    for (let step = first; step.done !== true && !left.aborted; step = await stream.next()) {
      const event = step.value;
      if (event.type === 'started') {
        id = completionId(event.messageId);
        await delta({ role: 'assistant', content: '' });
      } else if (event.type === 'delta') await delta({ content: event.text });
      else if (event.type === 'failed') throw new FoyerError(event.error.code, event.error.message);
      else if (event.type === 'finished') {
        const notes = footnotesOf(event.message, bot.language);
        if (notes !== '') await delta({ content: notes });
        await delta({}, 'stop', { foyer: extensionOf(event.message) });
        if (options?.include_usage === true) await chunk({ choices: [], usage: usageOf(event.message) });
        await events.send('[DONE]');
      }
    }
  } catch (error) {
    // The status is gone: clients read the error in the stream.
    await events.send(JSON.stringify(toOpenAiError(error).body));
  } finally {
    events.end();
    void stream.return?.();
  }
}

function completionId(messageId: string): string {
  return `chatcmpl-${messageId.replaceAll('-', '')}`;
}

function seconds(instant: string): number {
  return Math.floor(new Date(instant).getTime() / 1000);
}

/** Little-endian 32-bit floats, as OpenAI's clients ask for by default. */
function base64Of(vector: readonly number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString('base64');
}
