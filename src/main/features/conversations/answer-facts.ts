import type { Message } from '#shared/contract/messages.ts';
import type { Events } from '#main/platform/events/index.ts';
import { ANSWER_BROKEN_OFF, CONVERSATION_ABSTAINED, CONVERSATION_ANSWERED, MODEL_USED } from './events.ts';
import type { AboutConversation } from './store.ts';
import type { ModelUse } from './usage-meter.ts';

/** Says what became of an answer, and what it used. Part of the transaction that keeps it. */
export function recordAnswer(
  events: Events,
  about: AboutConversation,
  message: Message,
  uses: readonly ModelUse[],
): void {
  const { id: messageId, status, failure, sources, confidence, firstTokenMs, responseTimeMs } = message;
  const aside = message.metadata.aside ?? false;
  const payload = { ...about.payload, messageId, aside, firstTokenMs, responseTimeMs };
  // Of the message: whom the conversation is with is nothing of it.
  for (const use of uses)
    events.record(MODEL_USED, {
      clientId: about.clientId,
      subjectId: messageId,
      payload: { ...about.payload, ...use },
    });
  if (status !== 'complete')
    events.record(ANSWER_BROKEN_OFF, { ...about, payload: { ...payload, status, failure } });
  else if (message.abstained) events.record(CONVERSATION_ABSTAINED, { ...about, payload });
  else
    events.record(CONVERSATION_ANSWERED, {
      ...about,
      payload: { ...payload, cited: sources.length > 0, confidence },
    });
}
