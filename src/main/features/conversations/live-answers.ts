import { setImmediate as immediate } from 'node:timers/promises';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { QuotesEvent } from './first-step.ts';

/** Why an answer was cut short. */
export type Cut = 'stopped' | 'closing';

export type LiveAnswer = {
  readonly messageId: HeldId;
  /** Aborted with a `Cut` as reason. */
  readonly signal: AbortSignal;
  publish(event: ChatEvent): void;
  /** What the documents say by themselves, where that was told. */
  quotes(): QuotesEvent | null;
  /** Everything so far, then the rest; ends with the answer or when the follower leaves. */
  follow(signal: AbortSignal | undefined): AsyncGenerator<ChatEvent, void, void>;
};

export type LiveAnswers = {
  /** Runs `work` on its own: followers may come and go without ending it. */
  start(messageId: HeldId, work: (answer: LiveAnswer) => Promise<void>): LiveAnswer;
  get(messageId: string): LiveAnswer | null;
  /** Messages whose answer is under way. */
  ids(): string[];
  stop(messageId: string): boolean;
  /** Stops the answers among these that are under way; resolves once each is saved. */
  stopAll(messageIds: readonly string[]): Promise<void>;
  /** Cuts every answer under way and waits until each is saved. */
  close(): Promise<void>;
};

type Told = { event: ChatEvent; /** Monotonic, in milliseconds. */ at: number };

/** The event at a place; pieces of text that wait behind each other are one, and what lasts says for how long it has. */
function eventFrom(told: readonly Told[], place: number): { event: ChatEvent; next: number } | null {
  const found = told[place];
  if (found === undefined) return null;
  const { event, at } = found;
  if (event.type === 'reading') {
    const elapsedMs = Math.round(performance.now() - at);
    return { event: { ...event, elapsedMs }, next: place + 1 };
  }
  if (event.type !== 'delta' && event.type !== 'reasoning') return { event, next: place + 1 };
  const { type } = event;
  let { text } = event;
  let next = place + 1;
  for (let more = told[next]?.event; more?.type === type; more = told[next]?.event) {
    text += more.text;
    next += 1;
  }
  return { event: { type, text }, next };
}

/** Answers under way, in memory. */
export function createLiveAnswers(): LiveAnswers {
  const current = new Map<string, { answer: LiveAnswer; abort: AbortController; ended: Promise<void> }>();

  return {
    start(messageId, work) {
      const abort = new AbortController();
      const told: Told[] = [];
      const wakers = new Set<() => void>();
      let over = false;
      const wakeAll = () => {
        for (const wake of wakers) wake();
        wakers.clear();
      };

      const answer: LiveAnswer = {
        messageId,
        signal: abort.signal,
        publish(event) {
          told.push({ event, at: performance.now() });
          wakeAll();
        },
        quotes: () => told.map(({ event }) => event).findLast(event => event.type === 'quotes') ?? null,
        async *follow(signal) {
          let next = 0;
          const leave = () => wakeAll();
          signal?.addEventListener('abort', leave);
          try {
            while (!signal?.aborted) {
              const found = eventFrom(told, next);
              if (found) {
                next = found.next;
                yield found.event;
                continue;
              }
              if (over) return;
              await new Promise<void>(resolve => wakers.add(resolve));
              // What comes in one turn of the event loop is told at once: under load each turn brings more.
              await immediate();
            }
          } finally {
            signal?.removeEventListener('abort', leave);
          }
        },
      };

      const ended = work(answer).finally(() => {
        over = true;
        current.delete(messageId);
        wakeAll();
      });
      current.set(messageId, { answer, abort, ended });
      return answer;
    },
    get: messageId => current.get(messageId)?.answer ?? null,
    ids: () => [...current.keys()],
    stop(messageId) {
      const entry = current.get(messageId);
      entry?.abort.abort('stopped' satisfies Cut);
      return entry !== undefined;
    },
    async stopAll(messageIds) {
      const entries = messageIds.flatMap(id => current.get(id) ?? []);
      for (const { abort } of entries) abort.abort('stopped' satisfies Cut);
      await Promise.all(entries.map(({ ended }) => ended));
    },
    async close() {
      const entries = [...current.values()];
      for (const { abort } of entries) abort.abort('closing' satisfies Cut);
      await Promise.all(entries.map(({ ended }) => ended));
    },
  };
}
