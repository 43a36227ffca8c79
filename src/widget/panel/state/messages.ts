import type { Message } from '../../wire.ts';
import type { LiveAnswer } from './live-answer.ts';
import { randomId } from './outbox.ts';

/** A message as far as the panel knows it before the server has told it. */
export function messageOf(given: Partial<Message>): Message {
  return {
    id: '',
    sender: { kind: 'bot', name: null },
    content: '',
    status: 'complete',
    sources: [],
    citations: [],
    doubts: [],
    toCheck: false,
    abstained: false,
    feedback: null,
    attachments: [],
    tools: [],
    clientMessageId: null,
    createdAt: new Date().toISOString(),
    ...given,
  };
}

/** An answer that the server gave up: what came of it, marked. */
export function failedAnswer(live: LiveAnswer | null): Message {
  return messageOf({
    id: live?.messageId ?? randomId(),
    content: live?.text ?? '',
    status: 'failed',
    sources: [...(live?.sources ?? [])],
  });
}
