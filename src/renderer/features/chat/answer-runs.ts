import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { applyEvent, beginAnswer, isUnderWay, rejoin, type LiveAnswer } from './live-answer.ts';

type Events = AsyncIterable<ChatEvent>;

export type AnswerRunsDependencies = {
  follow: (messageId: string) => Promise<Events>;
  stop: (messageId: string) => Promise<unknown>;
  /** The code of a refusal by the server, or null for a connection that failed. */
  codeOf: (error: unknown) => ErrorCode | null;
  /** The saved conversation has more than the page knows. */
  onSettled: (conversationId: string) => void;
  wait: (milliseconds: number) => Promise<void>;
  now: () => number;
};

export type Ask = {
  /** The conversation's id, or a name for one that does not exist yet. */
  key: string;
  conversationId: string | null;
  question: string | null;
  open: () => Promise<Events>;
  /** Told once, when a new conversation has its id. */
  onOpened?: (conversationId: string) => void;
};

const REJOIN_AFTER_MS = [400, 1_500, 4_000, 8_000]; // a server that restarts is back within about ten seconds

export type AnswerRuns = ReturnType<typeof createAnswerRuns>;

/**
 * The answers this window listens to. They live outside the pages, so that going to another page and back shows the
 * answer where it is. A lost connection is joined again; an answer goes on at the server either way.
 */
export function createAnswerRuns({ follow, stop, codeOf, onSettled, wait, now }: AnswerRunsDependencies) {
  const answers = new Map<string, LiveAnswer>();
  const listeners = new Set<() => void>();

  function put(key: string, answer: LiveAnswer): void {
    answers.set(key, answer);
    for (const listener of listeners) listener();
  }

  function drop(key: string): void {
    if (answers.delete(key)) for (const listener of listeners) listener();
  }

  /** Reads events to their end; gives the key the answer is under by then. */
  async function listen(from: string, events: Events, onOpened?: (id: string) => void): Promise<string> {
    let key = from;
    for await (const event of events) {
      const before = answers.get(key);
      if (!before) return key; // dismissed
      const after = applyEvent(before, event, now());
      if (event.type === 'started' && key !== event.conversationId) {
        answers.delete(key);
        key = event.conversationId;
        put(key, after);
        onOpened?.(key);
      } else put(key, after);
      if (event.type === 'started' && before.stopping) void stop(event.messageId);
    }
    return key;
  }

  async function run(
    key: string,
    open: () => Promise<Events>,
    onOpened?: (id: string) => void,
  ): Promise<void> {
    const current = { key };
    let first = open;
    for (const pause of [...REJOIN_AFTER_MS, null]) {
      try {
        current.key = await listen(current.key, await first(), id => {
          current.key = id;
          onOpened?.(id);
        });
      } catch (error) {
        const code = codeOf(error);
        const answer = answers.get(current.key);
        if (!answer) return;
        if (answer.messageId === null) {
          put(current.key, { ...answer, phase: 'refused', failure: code });
          return;
        }
        if (code !== null) return settle(current.key, { ...answer, phase: 'failed', failure: code });
      }
      const answer = answers.get(current.key);
      if (!answer) return;
      if (!isUnderWay(answer)) return settle(current.key, answer);
      const { messageId } = answer;
      if (messageId === null || pause === null) break;
      put(current.key, { ...answer, phase: 'rejoining' });
      await wait(pause);
      const waiting = answers.get(current.key);
      if (!waiting) return;
      first = async () => {
        const events = await follow(messageId);
        put(current.key, rejoin(waiting));
        return events;
      };
    }
    const answer = answers.get(current.key);
    if (answer) settle(current.key, { ...answer, phase: answer.messageId === null ? 'refused' : 'lost' });
  }

  function settle(key: string, answer: LiveAnswer): void {
    put(key, answer);
    if (answer.conversationId !== null) onSettled(answer.conversationId);
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    get: (key: string): LiveAnswer | null => answers.get(key) ?? null,

    /** Asks, or asks again; nothing happens while an answer is under way there. Resolves when the answer has ended. */
    async ask({ key, conversationId, question, open, onOpened }: Ask): Promise<void> {
      const current = answers.get(key);
      if (current && isUnderWay(current)) return;
      put(key, beginAnswer({ conversationId, question, now: now() }));
      await run(key, open, onOpened);
    },

    /** Joins an answer that another window, or this one before a reload, has started. */
    async join(conversationId: string, messageId: string): Promise<void> {
      const known = answers.get(conversationId);
      if (known && (isUnderWay(known) || (known.messageId === messageId && known.phase !== 'lost'))) return;
      put(conversationId, beginAnswer({ conversationId, messageId, question: null, now: now() }));
      await run(conversationId, () => follow(messageId));
    },

    async stop(key: string): Promise<void> {
      const answer = answers.get(key);
      if (!answer || !isUnderWay(answer)) return;
      put(key, { ...answer, stopping: true });
      if (answer.messageId !== null) await stop(answer.messageId);
    },

    dismiss: drop,
  };
}
