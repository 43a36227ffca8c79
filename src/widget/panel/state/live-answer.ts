import type { AnswerEvent, Source } from '../../wire.ts';

/** An answer under way, as this panel knows it. Pure data, moved on by the functions below. */
export type LiveAnswer = {
  /** Where it appears: a conversation's id, or the name of one that has none yet. */
  thread: string;
  /** `asking` until the server took the question; `queued` in line; then as it says; `rejoining` after a break. */
  phase: 'asking' | 'queued' | 'searching' | 'writing' | 'rejoining';
  messageId: string | null;
  /** In the queue; 1 is next. */
  position: number;
  /** Until the first word: what the documents say, with its number. */
  text: string;
  sources: readonly Source[];
  stopping: boolean;
};

export function beginAnswer(thread: string, messageId: string | null = null): LiveAnswer {
  return {
    thread,
    phase: messageId === null ? 'asking' : 'searching',
    messageId,
    position: 0,
    text: '',
    sources: [],
    stopping: false,
  };
}

/** The answer after an event that does not end it. */
export function applyEvent(answer: LiveAnswer, event: AnswerEvent): LiveAnswer {
  switch (event.type) {
    case 'queued':
      return { ...answer, phase: 'queued', position: event.position, messageId: event.messageId };
    case 'started':
      // A joined answer is told from its beginning: what was shown stays until its first word comes again.
      return answer.phase === 'rejoining'
        ? answer
        : { ...answer, phase: 'searching', messageId: event.messageId };
    case 'quotes':
      return { ...answer, text: `> ${event.quotes[0]?.text} [1]`, sources: event.sources };
    case 'sources':
      return { ...answer, sources: event.sources };
    case 'delta': {
      const text = answer.phase === 'writing' ? answer.text + event.text : event.text;
      return { ...answer, phase: 'writing', text };
    }
    case 'withdrawn':
      return { ...answer, phase: 'searching', text: '' };
    default:
      return answer;
  }
}

export function rejoin(answer: LiveAnswer): LiveAnswer {
  return { ...answer, phase: 'rejoining' };
}
