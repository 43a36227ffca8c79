import { setTimeout as delay } from 'node:timers/promises';

import { FoyerError } from '#shared/errors.ts';
import type { ModelFindings, Refusal } from '#shared/contract/models.ts';
import { createAnswerReader, type AnswerReader, type Piece } from './answer-reader.ts';
import type { ModelMemory } from './model-memory.ts';
import { timeAnswer, type ServerTiming } from './answer-timing.ts';
import { AFTER_FINISH_MS, EXPECTED_FACTOR, RETRY_WITHIN_MS, UNSURE_MS } from './limits.ts';
import type { ModelLimits } from './limits.ts';
import {
  badResponse,
  filtered,
  interrupted,
  onlyReasoning,
  timeoutError,
  toModelError,
} from './model-errors.ts';
import type { ErrorSubject } from './model-errors.ts';
import type { CallOptions, ChatDelta, ChatRequest, EndReason, TokenUsage } from './ports.ts';
import { requestAfter, requireTaken } from './request-adaptation.ts';
import { createRetries } from './retrying.ts';
import { createToolCalls, type ToolCallPiece } from './tool-calls.ts';

/** What every provider's stream comes down to. */
export type ModelEvent =
  | { type: 'text'; text: string }
  /** The model thinks, apart from its text. */
  | { type: 'reasoning'; text: string }
  /** Token counts; null keeps what was known. */
  | ({ type: 'usage' } & TokenUsage)
  /** The model is being loaded, about so long; null when nobody knows. */
  | { type: 'loads'; ms: number | null }
  | ServerTiming
  /** A piece of a tool call. */
  | ToolCallPiece
  | { type: 'finish'; reason: Exclude<EndReason, 'tool_calls'> };

/** Opens the provider's stream, with what is known of the model; all it holds is released when the signal aborts. */
export type OpenModelStream = (
  request: ChatRequest,
  findings: ModelFindings,
  signal: AbortSignal,
) => AsyncIterable<ModelEvent>;

/** Enough to give up everything that can be given up, once. */
const MOST_ADAPTATIONS = 6;

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

/** The next step of a stream, or null when a text that waits for a decision has waited long enough. */
async function nextOrPatience<Event>(
  step: Promise<IteratorResult<Event>>,
  reader: AnswerReader,
): Promise<IteratorResult<Event> | null> {
  if (!reader.isUnsure()) return await step;
  const waiting = new AbortController();
  const patience = delay(UNSURE_MS, null, { signal: waiting.signal }).catch(() => null);
  try {
    return await Promise.race([step, patience]);
  } finally {
    waiting.abort();
  }
}

/** What one answer runs under. `takes` names what the adapter may send and can also leave out. */
export type StreamOptions = CallOptions & {
  open: OpenModelStream;
  request: ChatRequest;
  takes: readonly Refusal[];
  memory: ModelMemory;
  subject: ErrorSubject;
  limits: ModelLimits;
};

/**
 * Runs one answer under its limits: deadlines for the first piece, between pieces and for the whole; a cap on its
 * length; what the model refuses given up, and remembered; retries before the first piece; reasoning told apart;
 * errors in our own words. Whatever happens, the connection is released before this ends.
 */
export async function* streamAnswer(options: StreamOptions): AsyncGenerator<ChatDelta, void, undefined> {
  const { open, takes, memory, subject, signal, onUsage, onRetry, retryWithinMs, waits } = options;
  const limits: ModelLimits = {
    ...options.limits,
    firstTokenMs: waits?.firstTokenMs ?? options.limits.firstTokenMs,
    betweenTokensMs: waits?.betweenTokensMs ?? options.limits.betweenTokensMs,
  };
  signal.throwIfAborted();
  const controller = new AbortController();
  const leave = (): void => controller.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  const whole = createDeadline(controller, subject);
  const next = createDeadline(controller, subject);
  const startedAt = performance.now();
  /** Text was given out: nothing is tried again. */
  let begun = false;

  /** The error to throw for what the stream threw; a deadline or the caller's signal explains any failure. */
  function explain(error: unknown): unknown {
    if (controller.signal.aborted) return controller.signal.reason;
    const known = toModelError(error, subject);
    return begun ? interrupted(subject, known) : known;
  }

  async function* attempt(request: ChatRequest): AsyncGenerator<ChatDelta, void, undefined> {
    const timing = timeAnswer(request, memory.pace);
    /** Sets the deadlines: what is left of the limits, or more where so much is to be read. */
    const wait = (): void => {
      const gone = performance.now() - startedAt;
      next.set(Math.max(limits.firstTokenMs - gone, timing.expectedMs() * EXPECTED_FACTOR), 'first-token');
      whole.set(Math.max(limits.wholeAnswerMs - gone, timing.wholeMs() * EXPECTED_FACTOR), 'whole-answer');
    };
    wait();
    const known = memory.read().reasoning;
    const reader = createAnswerReader(known);
    const calls = createToolCalls(request.tools ?? [], subject);
    const longest = request.maxOutputTokens * limits.charactersPerToken;
    let characters = 0;
    let answered = false;
    let reasoned = false;
    let alive = false;
    let usage: TokenUsage = { inputTokens: null, outputTokens: null, cachedTokens: null };
    let reason: EndReason | null = null;

    function* expects(loads: boolean): Generator<ChatDelta> {
      const firstTokenMs = timing.expectedMs();
      if (firstTokenMs > 0) yield { type: 'expects', firstTokenMs, loads };
    }

    function* tell(pieces: readonly Piece[]): Generator<ChatDelta> {
      for (const piece of pieces) {
        if (piece.type === 'reasoning') {
          const fresh = !reasoned;
          reasoned = true;
          yield { ...piece, fresh };
          continue;
        }
        answered = piece.type === 'text';
        begun ||= answered;
        yield piece;
      }
    }

    /** The error of an answer without a word for the person. */
    function withoutText(end: EndReason): FoyerError {
      if (end === 'filter') return filtered(subject);
      if (reasoned || end === 'length') return onlyReasoning(subject);
      return badResponse(alive ? 'the answer has no text' : 'the answer is empty', subject);
    }

    const iterator = open(request, memory.read(), controller.signal)[Symbol.asyncIterator]();
    let step: Promise<IteratorResult<ModelEvent>> | null = null;
    try {
      try {
        // The request is on its way before anybody is told how long it may take.
        step = iterator.next();
        step.catch(() => undefined);
        yield* expects(false);
        for (;;) {
          step ??= iterator.next();
          const result = await nextOrPatience(step, reader);
          if (result === null) {
            yield* tell(reader.release());
            continue;
          }
          step = null;
          if (result.done === true) break;
          controller.signal.throwIfAborted();
          const event = result.value;
          if (event.type === 'usage') {
            usage = {
              inputTokens: event.inputTokens ?? usage.inputTokens,
              outputTokens: event.outputTokens ?? usage.outputTokens,
              cachedTokens: event.cachedTokens ?? usage.cachedTokens,
            };
            onUsage?.(usage);
            continue;
          }
          if (event.type === 'timing') {
            timing.told(event);
            continue;
          }
          if (event.type === 'loads') {
            timing.loads(event.ms);
            wait();
            yield* expects(true);
            continue;
          }
          if (event.type === 'finish') {
            ({ reason } = event);
            next.set(AFTER_FINISH_MS, 'between-tokens');
            continue;
          }
          alive = true;
          timing.came();
          characters += event.text.length;
          if (reason === null) next.set(limits.betweenTokensMs, 'between-tokens');
          if (event.type === 'tool-call') {
            calls.add(event);
          } else if (event.type === 'reasoning') {
            reader.reasonsApart();
            yield* tell([event]);
          } else {
            const pieces = reader.push(event.text);
            // Whoever waits for the first word learns that something comes.
            if (reader.isHolding() && !reasoned) pieces.push({ type: 'reasoning', text: '' });
            yield* tell(pieces);
          }
          // The time a slow reader takes is not the model's.
          if (reason === null) next.set(limits.betweenTokensMs, 'between-tokens');
          if (characters > longest) {
            reason = 'length';
            break;
          }
          if (reader.isOver() && reason === null) {
            // The model ended its turn in its own text: counts may follow, and words for nobody.
            reason = 'stop';
            next.set(AFTER_FINISH_MS, 'between-tokens');
          }
        }
      } catch (error) {
        step = null;
        // The answer is whole: only the token counts, which some servers never send, are missing.
        if (reason === null || signal.aborted) {
          // What was held back came before the failure: the person gets it, as of any answer that breaks off.
          if (alive) yield* tell(reader.end(true));
          throw error;
        }
      }
      if (signal.aborted) throw signal.reason;
      // A server that closes in good order without saying why it stopped has said all it had to say.
      const ended = reason ?? 'stop';
      yield* tell(reader.end(ended === 'length'));
      const called = calls.complete(ended);
      if (!answered && called.length === 0) throw withoutText(ended);
      begun ||= called.length > 0;
      yield* called;
      learnHabit(reader, ended, known);
      // Not all servers say that they wait for results.
      const end = ended === 'stop' && called.length > 0 ? 'tool_calls' : ended;
      const { inputTokens, outputTokens } = usage;
      timing.ended({ outputTokens, inPieces: !memory.read().refuses.includes('stream') });
      yield { type: 'end', reason: end, inputTokens, outputTokens };
    } finally {
      if (controller.signal.aborted) timing.left();
      letGo();
      await iterator.return?.();
    }

    /** The reader left while a piece was awaited: the stream ends first, or it would be awaited for ever. */
    function letGo(): void {
      if (step === null) return;
      step.catch(() => undefined);
      controller.abort();
    }
  }

  function learnHabit(reader: AnswerReader, end: EndReason, known: ModelFindings['reasoning']): void {
    const seen = reader.habit();
    if (seen !== 'none') memory.learn({ reasoning: seen });
    // What did not end by itself may have ended before its mark; and a habit may be given up (thinking turned off).
    else if (end === 'stop') memory.learn({ reasoning: known === 'unopened' ? null : (known ?? 'none') });
  }

  try {
    let { request } = options;
    requireTaken(request, memory.read(), subject);
    const retries = createRetries(retryWithinMs ?? RETRY_WITHIN_MS);
    for (let adaptations = 0; ;) {
      try {
        yield* attempt(request);
        return;
      } catch (error) {
        const explained = explain(error);
        if (begun || controller.signal.aborted || !(explained instanceof FoyerError)) throw explained;
        const adapted =
          adaptations < MOST_ADAPTATIONS ? requestAfter(explained, { request, takes, memory }) : null;
        if (adapted !== null) {
          adaptations += 1;
          request = adapted;
          continue;
        }
        const wait = retries.delayAfter(explained);
        if (wait === null) throw explained;
        onRetry?.(explained);
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
