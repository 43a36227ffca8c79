import { setTimeout } from 'node:timers/promises';
import type { ChatEvent } from '#shared/contract/conversations.ts';
import type { VisitorEvent } from '#shared/contract/visitor.ts';
import { pacedQuotes } from '#shared/lib/quotes-pace.ts';
import { asFreshAnswer, asVisitorSources } from '#shared/lib/visitor-views.ts';
import type { LiveAnswer } from '#main/features/conversations/index.ts';
import type { Turn } from '#main/platform/fair-queue.ts';
import { asVisitorError } from './views.ts';

const CLOCK = { now: () => performance.now(), pause: (milliseconds: number) => setTimeout(milliseconds) };

const LOOK_EVERY_MS = 3_000; // a widget switched off ends its streams within five seconds (safety.md, case 48)

export type Guard = {
  /** A signal that aborts once `isAdmitted` says no; `leave` when the stream is over. */
  watch(isAdmitted: () => boolean): { signal: AbortSignal; leave(): void };
  close(): void;
};

/** Looks again and again whether those who follow a stream may still do so: one timer for all of them. */
export function createGuard(everyMs = LOOK_EVERY_MS): Guard {
  const watched = new Map<AbortController, () => boolean>();
  const timer = setInterval(() => {
    for (const [controller, isAdmitted] of watched) if (!isAdmitted()) controller.abort();
  }, everyMs);
  timer.unref();
  return {
    watch(isAdmitted) {
      const controller = new AbortController();
      watched.set(controller, isAdmitted);
      return { signal: controller.signal, leave: () => void watched.delete(controller) };
    },
    close: () => clearInterval(timer),
  };
}

type Followed = { answer: LiveAnswer; conversationId: string; turn: Turn | undefined };

/** An answer under way as its visitor follows it: first the place in the queue, then what is said. */
export async function* followedBy(
  { answer, conversationId, turn }: Followed,
  guard: ReturnType<Guard['watch']>,
  left: AbortSignal | undefined,
): AsyncGenerator<VisitorEvent, void, void> {
  const signal = left === undefined ? guard.signal : AbortSignal.any([guard.signal, left]);
  try {
    if (turn !== undefined) yield* places(turn, { conversationId, messageId: answer.messageId }, signal);
    for await (const event of pacedQuotes(answer.follow(signal), CLOCK)) {
      // Who reads, and how a model reasons, is for those who answer for it.
      if (event.type !== 'reasoning' && event.type !== 'reading') yield asVisitorEvent(event);
    }
    if (guard.signal.aborted) yield { type: 'failed', error: asVisitorError('auth.session_expired') };
  } finally {
    guard.leave();
  }
}

async function* places(
  turn: Turn,
  ids: { conversationId: string; messageId: string },
  signal: AbortSignal,
): AsyncGenerator<VisitorEvent, void, void> {
  const over = new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let told = 0;
  for (let position = turn.position(); position > 0 && !signal.aborted; position = turn.position()) {
    const changed = turn.changed();
    if (position !== told) yield { type: 'queued', position, ...ids };
    told = position;
    await Promise.race([changed, over]);
  }
}

function asVisitorEvent(event: Exclude<ChatEvent, { type: 'reasoning' | 'reading' }>): VisitorEvent {
  switch (event.type) {
    case 'started':
      return { type: 'started', conversationId: event.conversationId, messageId: event.messageId };
    case 'quotes':
      return { type: 'quotes', quotes: event.quotes, sources: asVisitorSources(event.sources) };
    case 'sources':
      return { type: 'sources', sources: asVisitorSources(event.sources) };
    case 'delta':
      return { type: 'delta', text: event.text };
    case 'withdrawn':
      return { type: 'withdrawn' };
    case 'finished':
      return { type: 'finished', message: asFreshAnswer(event.message) };
    case 'failed':
      return { type: 'failed', error: asVisitorError(event.error.code) };
  }
}
