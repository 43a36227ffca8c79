import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { Message, Quote, Source } from '#shared/contract/messages.ts';
import { isAsker } from '#shared/lib/message-parts.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { readingFrom, type Reading } from './reading-time.ts';

/** An answer under way as this window knows it; pure data, moved on by the functions below. */
export type LiveAnswer = {
  /**
   * `asking` until the server has kept the question, `searching` until the first word, `writing`, `rejoining` after a
   * lost connection, then one of: `finished`, `failed` (the server said so), `refused` (the question was not taken:
   * it can be sent again), `lost` (the answer may go on, but this window no longer hears it).
   */
  phase: 'asking' | 'searching' | 'writing' | 'rejoining' | 'finished' | 'failed' | 'refused' | 'lost';
  conversationId: string | null;
  messageId: string | null;
  /** Null when an earlier question is answered again or an answer under way is joined. */
  question: string | null;
  text: string;
  /** How the model reasons before it answers. */
  reasoning: string;
  sources: readonly Source[];
  /** What the documents say by themselves, for as long as the model has not written; they number their own sources. */
  quotes: { quotes: readonly Quote[]; sources: readonly Source[] } | null;
  reading: Reading | null;
  /** The saved message once the answer is finished. */
  message: Message | null;
  failure: ErrorCode | null;
  stopping: boolean;
  startedAt: number;
};

type Beginning = { conversationId: string | null; messageId?: string; question: string | null; now: number };

export function beginAnswer({ conversationId, messageId, question, now }: Beginning): LiveAnswer {
  return {
    phase: 'asking',
    conversationId,
    messageId: messageId ?? null,
    question,
    text: '',
    reasoning: '',
    sources: [],
    quotes: null,
    reading: null,
    message: null,
    failure: null,
    stopping: false,
    startedAt: now,
  };
}

/** @param now on the clock of `startedAt` */
export function applyEvent(answer: LiveAnswer, event: ChatEvent, now: number): LiveAnswer {
  switch (event.type) {
    case 'started': {
      const { conversationId, messageId } = event;
      return { ...answer, phase: 'searching', conversationId, messageId };
    }
    case 'reading':
      return { ...answer, reading: readingFrom(event, answer.reading, now) };
    case 'quotes':
      return { ...answer, quotes: { quotes: event.quotes, sources: event.sources } };
    case 'sources':
      return {
        ...answer,
        phase: answer.phase === 'writing' ? 'writing' : 'searching',
        sources: event.sources,
      };
    case 'reasoning':
      return { ...answer, reasoning: answer.reasoning + event.text };
    case 'delta':
      return { ...answer, phase: 'writing', text: answer.text + event.text };
    case 'withdrawn':
      return { ...answer, phase: 'searching', text: '', reasoning: answer.reasoning + answer.text };
    case 'finished':
      return {
        ...answer,
        phase: 'finished',
        conversationId: event.message.conversationId,
        messageId: event.message.id,
        text: event.message.content,
        sources: event.message.sources,
        message: event.message,
      };
    case 'failed':
      return { ...answer, phase: 'failed', failure: event.error.code };
  }
}

/** A joined answer is told from its beginning: what was shown stays until the first new word replaces it. */
export function rejoin(answer: LiveAnswer): LiveAnswer {
  return { ...answer, phase: 'rejoining', text: '', reasoning: '', sources: [], reading: null };
}

export function isUnderWay(answer: LiveAnswer): boolean {
  return ['asking', 'searching', 'writing', 'rejoining'].includes(answer.phase);
}

/** The conversation as shown: what is saved, with the answer under way in its place. */
export function withLiveAnswer(saved: readonly Message[], answer: LiveAnswer | null): readonly Message[] {
  if (answer === null || answer.phase === 'refused') return saved;
  const known = saved.findIndex(message => message.id === answer.messageId);
  const stored = saved[known];
  if (stored && stored.status !== 'streaming') return saved; // the saved answer is the last word
  if (stored) return saved.toSpliced(known, 1, shownAnswer(answer, stored));
  const asked =
    answer.question === null
      ? saved.slice(0, saved.findLastIndex(({ sender }) => isAsker(sender)) + 1)
      : [...saved, blankMessage({ id: 'question', kind: 'user', content: answer.question })];
  return [...asked, shownAnswer(answer, blankMessage({ id: answer.messageId ?? 'answer', kind: 'bot' }))];
}

function shownAnswer(answer: LiveAnswer, base: Message): Message {
  if (answer.message) return answer.message;
  const failed = answer.phase === 'failed';
  const { reasoning, text } = answer;
  const told = text === '' && !isUnderWay(answer) ? base.content : text;
  const kept = base.parts.filter(({ type }) => type !== 'text' && (type !== 'reasoning' || reasoning === ''));
  return {
    ...base,
    content: told,
    parts: [
      ...kept,
      ...(reasoning === '' ? [] : [{ type: 'reasoning' as const, text: reasoning }]),
      ...(told === '' ? [] : [{ type: 'text' as const, text: told }]),
    ],
    sources: [...answer.sources],
    status: failed ? 'failed' : answer.phase === 'lost' ? 'interrupted' : 'streaming',
    failure: answer.failure,
  };
}

function blankMessage({
  id,
  kind,
  content = '',
}: {
  id: string;
  kind: 'user' | 'bot';
  content?: string;
}): Message {
  return {
    id,
    conversationId: '',
    sender: { kind, id: null, name: null },
    content,
    parts: content === '' ? [] : [{ type: 'text', text: content }],
    status: kind === 'user' ? 'complete' : 'streaming',
    failure: null,
    sources: [],
    abstained: false,
    model: null,
    provider: null,
    attempts: [],
    confidence: null,
    confidenceLevel: null,
    responseTimeMs: null,
    firstTokenMs: null,
    tokens: null,
    cost: null,
    tags: [],
    metadata: {},
    createdAt: '',
  };
}
