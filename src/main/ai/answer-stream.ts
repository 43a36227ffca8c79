import { setTimeout as delay } from 'node:timers/promises';

import { FoyerError } from '#shared/errors.ts';
import { AFTER_FINISH_MS, LONGEST_RETRY_AFTER_SECONDS, RETRY_DELAY_MS } from './limits.ts';
import type { ModelLimits } from './limits.ts';
import { badResponse, interrupted, isWorthRetrying, timeoutError, toModelError } from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import type { ChatDelta } from './ports.ts';
import { createReasoningFilter } from './reasoning.ts';

/** What every provider's stream comes down to. */
export type ModelEvent =
  | { type: 'text'; text: string }
  /** The model thinks: kept out of the answer, counted against its length. */
  | { type: 'thinking'; characters: number }
  /** Token counts; null keeps what was known. */
  | { type: 'usage'; inputTokens: number | null; outputTokens: number | null }
  | { type: 'finish'; reason: 'stop' | 'length' };

/** Opens the provider's stream; everything it holds is released when the signal aborts. */
export type OpenModelStream = (signal: AbortSignal) => AsyncIterable<ModelEvent>;

/** Milliseconds to wait before the only retry, or null when the error is not worth one. */
function retryDelay(error: FoyerError): number | null {
  const jitter = RETRY_DELAY_MS.least + Math.random() * RETRY_DELAY_MS.spread;
  if (error.code === 'model.rate_limited') {
    const seconds = error.details['retryAfterSeconds'];
    if (typeof seconds !== 'number' || seconds > LONGEST_RETRY_AFTER_SECONDS) return null;
    return seconds * 1000 + jitter;
  }
  return isWorthRetrying(error) ? jitter : null;
}

/** A deadline that can be moved; it aborts the controller with a timeout error when it passes. */
function createDeadline(controller: AbortController, subject: ErrorSubject) {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(milliseconds: number, phase: Parameters<typeof timeoutError>[0]): void {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(timeoutError(phase, subject)), milliseconds);
    },
    clear(): void {
      clearTimeout(timer);
    },
  };
}

/**
 * Runs one answer under its limits: deadlines for the first piece, between pieces and for the whole; a cap on its
 * length; one retry before the first piece; reasoning removed; errors in our own words. Whatever happens, the
 * connection is released before this ends.
 */
export async function* streamAnswer(options: {
  open: OpenModelStream;
  subject: ErrorSubject;
  limits: ModelLimits;
  maxOutputTokens: number;
  signal: AbortSignal;
}): AsyncGenerator<ChatDelta, void, undefined> {
  const { open, subject, limits, signal } = options;
  signal.throwIfAborted();
  const controller = new AbortController();
  const leave = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  const whole = createDeadline(controller, subject);
  const next = createDeadline(controller, subject);
  whole.set(limits.wholeAnswerMs, 'whole-answer');
  next.set(limits.firstTokenMs, 'first-token');
  let answered = false;

  /** The error to throw for what the stream threw; a deadline or the caller's signal explains any failure. */
  function explain(error: unknown): unknown {
    if (controller.signal.aborted) return controller.signal.reason;
    const known = toModelError(error, subject);
    return answered ? interrupted(subject, known) : known;
  }

  async function* attempt(): AsyncGenerator<ChatDelta, void, undefined> {
    const reasoning = createReasoningFilter();
    const longest = options.maxOutputTokens * limits.charactersPerToken;
    let characters = 0;
    let alive = false;
    let inputTokens: number | null = null;
    let outputTokens: number | null = null;
    let reason: 'stop' | 'length' | null = null;
    const iterator = open(controller.signal)[Symbol.asyncIterator]();
    try {
      for (;;) {
        let step: IteratorResult<ModelEvent>;
        try {
          step = await iterator.next();
        } catch (error) {
          // The answer is whole: only the token counts, which some servers never send, are missing.
          if (reason !== null && !signal.aborted) break;
          throw error;
        }
        if (step.done === true && reason !== null && !signal.aborted) break;
        controller.signal.throwIfAborted();
        if (step.done === true)
          throw badResponse(alive ? 'the answer has no end' : 'the answer is empty', subject);
        const event = step.value;
        if (event.type === 'usage') {
          inputTokens = event.inputTokens ?? inputTokens;
          outputTokens = event.outputTokens ?? outputTokens;
          continue;
        }
        if (event.type === 'finish') {
          reason = event.reason;
          next.set(AFTER_FINISH_MS, 'between-tokens');
          continue;
        }
        alive = true;
        if (reason === null) next.set(limits.betweenTokensMs, 'between-tokens');
        characters += event.type === 'text' ? event.text.length : event.characters;
        const text = event.type === 'text' ? reasoning.push(event.text) : '';
        if (text !== '') {
          answered = true;
          yield { type: 'text', text };
          // The time a slow reader takes is not the model's.
          if (reason === null) next.set(limits.betweenTokensMs, 'between-tokens');
        }
        if (characters > longest) {
          reason = 'length';
          break;
        }
      }
      const rest = reasoning.end();
      if (rest !== '') {
        answered = true;
        yield { type: 'text', text: rest };
      }
      if (!answered) throw badResponse('the answer has no text', subject);
      yield { type: 'end', reason, inputTokens, outputTokens };
    } finally {
      await iterator.return?.();
    }
  }

  try {
    for (let retried = false; ; retried = true) {
      try {
        yield* attempt();
        return;
      } catch (error) {
        const explained = explain(error);
        if (retried || answered || !(explained instanceof FoyerError)) throw explained;
        const wait = controller.signal.aborted ? null : retryDelay(explained);
        if (wait === null) throw explained;
        await delay(wait, undefined, { signal: controller.signal }).catch((stopped: unknown) => {
          throw controller.signal.aborted ? controller.signal.reason : stopped;
        });
      }
    }
  } finally {
    whole.clear();
    next.clear();
    signal.removeEventListener('abort', leave);
    // Ends the request when the caller stopped reading, or when the answer was cut; does nothing otherwise.
    controller.abort();
  }
}
