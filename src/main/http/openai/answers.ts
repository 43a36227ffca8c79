import type { FastifyReply } from 'fastify';
import type { ChatEvent, CompletionInput } from '#shared/contract/conversations.ts';
import type { Message } from '#shared/contract/messages.ts';
import { FoyerError } from '#shared/errors.ts';
import type { FoyerClient } from '#main/app/ports.ts';
import { leavingSignal } from '../event-stream.ts';

/** An answer under way; `left` aborts when the program is gone. */
export type RunningAnswer = {
  events: AsyncIterator<ChatEvent, unknown, void>;
  left: AbortSignal;
};

/** Asks, for a program: when it leaves, the model is not kept busy for nobody. */
export async function beginAnswer(
  reply: FastifyReply,
  client: FoyerClient,
  input: CompletionInput,
): Promise<RunningAnswer> {
  const left = leavingSignal(reply);
  const answer = await client.conversations.complete(input, { signal: left });
  const events = answer[Symbol.asyncIterator]();
  stopWhenLeft(reply, client, events);
  return { events, left };
}

function stopWhenLeft(reply: FastifyReply, client: FoyerClient, events: RunningAnswer['events']): void {
  const next = events.next.bind(events);
  let messageId: string | null = null;
  events.next = async () => {
    const step = await next();
    if (step.done !== true && step.value.type === 'started') ({ messageId } = step.value);
    return step;
  };
  reply.raw.once('close', () => {
    if (reply.raw.writableFinished || messageId === null) return;
    client.conversations.stop({ messageId }).catch(() => undefined); // it had ended by itself
  });
}

/** The saved answer. Throws what it failed of. */
export async function finishedMessage({ events }: Pick<RunningAnswer, 'events'>): Promise<Message> {
  for (let step = await events.next(); step.done !== true; step = await events.next()) {
    const event = step.value;
    if (event.type === 'finished') return event.message;
    if (event.type === 'failed') throw new FoyerError(event.error.code, event.error.message);
  }
  throw new FoyerError('model.interrupted', 'The answer ended before it was finished');
}

/** Seconds since 1970, as OpenAI's protocol counts. */
export function seconds(instant: string): number {
  return Math.floor(new Date(instant).getTime() / 1000);
}
