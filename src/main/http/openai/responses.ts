import type { FastifyReply } from 'fastify';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { ChatEvent, CompletionInput } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { openEvents } from '../event-stream.ts';
import { isAsker } from '#shared/lib/message-parts.ts';
import { toProblem } from '../problem.ts';
import { finishedMessage, type RunningAnswer } from './answers.ts';
import { RefusedParameter } from './problem.ts';
import type { ResponseRequest } from './response-input.ts';
import {
  failedResponse,
  finishedResponse,
  idOf,
  messageIdOf,
  openResponse,
  type ResponseFrame,
} from './response-objects.ts';
import { createResponseWriter } from './response-events.ts';

/** The turns of the conversation that an earlier response belongs to, up to it. Throws RefusedParameter. */
export async function turnsBefore(
  client: FoyerClient,
  bot: Chatbot,
  responseId: string | null,
): Promise<CompletionInput['turns']> {
  if (responseId === null) return [];
  const answer = await storedAnswer(client, responseId, 400);
  const { chatbotId, messages } = await client.conversations.get({ id: answer.conversationId });
  if (chatbotId !== bot.id) {
    throw new RefusedParameter(
      'previous_response_id',
      'invalid_value',
      'The previous response is another chatbot’s: go on with the model that gave it.',
    );
  }
  const end = messages.findIndex(({ id }) => id === answer.id);
  return messages
    .slice(0, end + 1)
    .filter(({ content, sender }) => content !== '' && sender.kind !== 'system')
    .map(({ sender, content }) => ({ role: isAsker(sender) ? 'user' : 'assistant', content }));
}

/** The answer that a response stands for. @param missing the status when there is none within reach */
export async function storedAnswer(
  client: FoyerClient,
  responseId: string,
  missing: 400 | 404,
): Promise<Message> {
  const messageId = messageIdOf(responseId);
  try {
    if (messageId === null) throw new FoyerError('resource.not_found', 'Not the id of a response');
    const events = await client.conversations.follow({ messageId });
    return await finishedMessage({ events: events[Symbol.asyncIterator]() });
  } catch (error) {
    if (toProblem(error).code !== 'resource.not_found') throw error;
    const message = `Previous response with id ${JSON.stringify(responseId)} not found.`;
    throw missing === 400
      ? new RefusedParameter('previous_response_id', 'previous_response_not_found', message)
      : new FoyerError('resource.not_found', `No response ${responseId}`);
  }
}

/** A stored answer as a response; `bot` is null once its chatbot is gone or switched off. */
export function describeStored(
  message: Message,
  bot: { language: Chatbot['language']; model: string } | null,
) {
  const frame = { model: bot?.model ?? '', request: null };
  return finishedResponse(message, frame, bot?.language ?? 'en');
}

function frameOf(request: ResponseRequest): ResponseFrame {
  return { model: request.model, request };
}

/** The body of a response that does not stream. */
export async function wholeResponse(answer: RunningAnswer, bot: Chatbot, request: ResponseRequest) {
  return finishedResponse(await finishedMessage(answer), frameOf(request), bot.language);
}

/** Streams a response. `first` was awaited by the caller: until then a failure has a status of its own. */
export async function streamResponse(
  reply: FastifyReply,
  { events: answer, left }: RunningAnswer,
  first: IteratorResult<ChatEvent, unknown>,
  bot: Chatbot,
  request: ResponseRequest,
): Promise<void> {
  const events = openEvents(reply, left);
  const frame = frameOf(request);
  const writer = createResponseWriter((type, body) => events.send(JSON.stringify({ type, ...body }), type));
  let response = openResponse(idOf(''), frame);
  try {
    for (let step = first; step.done !== true && !left.aborted; step = await answer.next()) {
      const event = step.value;
      if (event.type === 'started') {
        response = openResponse(idOf(event.messageId), frame);
        await writer.begin(response);
      } else if (event.type === 'reasoning') await writer.reasoning(event.text);
      else if (event.type === 'delta') await writer.text(event.text);
      else if (event.type === 'failed') throw new FoyerError(event.error.code, event.error.message);
      else if (event.type === 'finished') {
        await writer.end(finishedResponse(event.message, frame, bot.language));
      }
    }
  } catch (error) {
    // The status is gone: clients read the failure in the stream.
    await writer.fail(failedResponse(response, error));
  } finally {
    events.end();
    void answer.return?.();
  }
}
