import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { logFailure } from '../failure-log.ts';
import { leavingSignal } from '../event-stream.ts';
import { toProblem } from '../problem.ts';
import type { RouteDependencies } from '../rpc-routes.ts';
import { beginAnswer, seconds } from './answers.ts';
import { streamCompletion, wholeCompletion } from './completions.ts';
import { completionOf, readChatRequest, readEmbeddingRequest } from './input.ts';
import { RefusedParameter, toOpenAiError } from './problem.ts';
import { readResponseRequest, responseInputOf } from './response-input.ts';
import { describeStored, storedAnswer, streamResponse, turnsBefore, wholeResponse } from './responses.ts';

const MODEL_PREFIX = 'bot:';
const BODY_LIMIT_BYTES = 4 * 1024 * 1024; // whole conversations, sent again with every question

/**
 * `/v1/models`, `/v1/chat/completions`, `/v1/responses` and `/v1/embeddings` as OpenAI's clients call them, with an API key of a client
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
        const problem = toProblem(error);
        if (!reply.raw.destroyed)
          logFailure(
            app.log,
            error,
            { ...problem, status },
            { correlationId: request.id, route: request.routeOptions.url },
          );
        const wait = problem.details.retryAfterSeconds;
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
        const answer = await beginAnswer(reply, client, { chatbotId: bot.id, ...completionOf(wanted) });
        if (wanted.stream !== true) return await wholeCompletion(answer, bot, wanted);
        // Until the first event, a failure still has its own status.
        await streamCompletion(reply, answer, await answer.events.next(), bot, wanted);
        return reply;
      });

      routes.post('/responses', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
        const client = await clientOf(request, reply);
        const wanted = readResponseRequest(request.body);
        const bot = botNamed(await activeBots(client), wanted.model);
        const { turns, ...wishes } = responseInputOf(wanted);
        const earlier = await turnsBefore(client, bot, wanted.previous_response_id ?? null);
        const answer = await beginAnswer(reply, client, {
          chatbotId: bot.id,
          ...wishes,
          turns: [...earlier, ...turns],
        });
        if (wanted.stream !== true) return await wholeResponse(answer, bot, wanted);
        await streamResponse(reply, answer, await answer.events.next(), bot, wanted);
        return reply;
      });
      routes.get('/responses/:response', async (request, reply) => {
        const client = await clientOf(request, reply);
        const message = await storedAnswer(client, (request.params as { response: string }).response, 404);
        const bots = await activeBots(client);
        const { chatbotId } = await client.conversations.get({ id: message.conversationId });
        const bot = bots.find(({ id }) => id === chatbotId);
        return describeStored(message, bot ? { language: bot.language, model: modelId(bot, bots) } : null);
      });

      routes.post('/embeddings', { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
        const client = await clientOf(request, reply);
        const { input, encoding_format: encoding } = readEmbeddingRequest(request.body);
        const { model, vectors } = await client.models.embed(
          { texts: typeof input === 'string' ? [input] : input },
          { signal: leavingSignal(reply) },
        );
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

/** Little-endian 32-bit floats, as OpenAI's clients ask for by default. */
function base64Of(vector: readonly number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString('base64');
}
