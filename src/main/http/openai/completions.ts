import type { FastifyReply } from 'fastify';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { FoyerError } from '#shared/errors.ts';
import { reasoningIn } from '#shared/lib/message-parts.ts';
import { openEvents } from '../event-stream.ts';
import { finishedMessage, seconds, type RunningAnswer } from './answers.ts';
import type { ChatRequest } from './input.ts';
import { extensionOf, footnotesOf, usageOf } from './output.ts';
import { toOpenAiError } from './problem.ts';

type FinishReason = 'stop' | 'length' | 'content_filter';

const finishReasons = { length: 'length', filter: 'content_filter' } as const;

function finishReasonOf({ metadata }: Message): FinishReason {
  return metadata.cut === undefined ? 'stop' : finishReasons[metadata.cut];
}

/** The body of a completion that does not stream. */
export async function wholeCompletion(answer: RunningAnswer, bot: Chatbot, { model }: ChatRequest) {
  const message = await finishedMessage(answer);
  const reasoning = reasoningIn(message.parts);
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
          ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
        },
        logprobs: null,
        finish_reason: finishReasonOf(message),
      },
    ],
    usage: usageOf(message),
    foyer: extensionOf(message),
  };
}

/** Streams a completion. `first` was awaited by the caller: until then a failure has a status of its own. */
export async function streamCompletion(
  reply: FastifyReply,
  { events: answer, left }: RunningAnswer,
  first: IteratorResult<ChatEvent, unknown>,
  bot: Chatbot,
  { model, stream_options: options }: ChatRequest,
): Promise<void> {
  const events = openEvents(reply, left);
  const created = Math.floor(Date.now() / 1000);
  let id = completionId('');
  const chunk = (rest: Record<string, unknown>) =>
    events.send(JSON.stringify({ id, object: 'chat.completion.chunk', created, model, ...rest }));
  const delta = (content: Record<string, string>, finish: FinishReason | null = null, rest = {}) =>
    chunk({ choices: [{ index: 0, delta: content, logprobs: null, finish_reason: finish }], ...rest });
  try {
    for (let step = first; step.done !== true && !left.aborted; step = await answer.next()) {
      const event = step.value;
      if (event.type === 'started') {
        id = completionId(event.messageId);
        await delta({ role: 'assistant', content: '' });
      } else if (event.type === 'reasoning') await delta({ reasoning_content: event.text });
      else if (event.type === 'delta') await delta({ content: event.text });
      else if (event.type === 'failed') throw new FoyerError(event.error.code, event.error.message);
      else if (event.type === 'finished') {
        const notes = footnotesOf(event.message, bot.language);
        if (notes !== '') await delta({ content: notes });
        await delta({}, finishReasonOf(event.message), { foyer: extensionOf(event.message) });
        if (options?.include_usage === true) await chunk({ choices: [], usage: usageOf(event.message) });
        await events.send('[DONE]');
      }
    }
  } catch (error) {
    // The status is gone: clients read the error in the stream.
    await events.send(JSON.stringify(toOpenAiError(error).body));
  } finally {
    events.end();
    void answer.return?.();
  }
}

function completionId(messageId: string): string {
  return `chatcmpl-${messageId.replaceAll('-', '')}`;
}
