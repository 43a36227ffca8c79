import { promptText, readingMs, type AnswerPace, type PaceMeter } from './model-pace.ts';
import type { ChatRequest } from './ports.ts';
import { estimateTokens } from './token-estimate.ts';

/**
 * What the server measured itself, in its own tokens; null where it does not say. `remembered` is how many it did not
 * have to read again: null when `tokens` may count them or not.
 */
export type ServerTiming = {
  type: 'timing';
  read: { tokens: number; remembered: number | null; ms: number } | null;
  writtenMs: number | null;
  loadMs: number | null;
};

/** A model that is in memory is found there sooner. */
const LOADED_MS = 1_000;

/**
 * Times one answer: what is expected of it by what was measured of others, and what it teaches in turn. A server that
 * measures itself is believed; of others the time to the first piece counts as reading, and the rest as writing.
 */
export function timeAnswer(request: ChatRequest, pace: PaceMeter) {
  const prompt = promptText(request.system, request.turns);
  const startedAt = performance.now();
  let unread = pace.unread(prompt);
  let loadMs = 0;
  let isLoading = false;
  let firstAt: number | null = null;
  let told: ServerTiming | null = null;

  /** Of what the server read, as we count: its own count may hold what it remembered. */
  function readByServer({ read, loadMs: loading }: ServerTiming): AnswerPace['read'] {
    if (read === null) return undefined;
    const { tokens, remembered, ms } = read;
    const whole = estimateTokens(prompt);
    if (remembered !== null) return { tokens: whole * (tokens / Math.max(1, tokens + remembered)), ms };
    const isFresh = loading !== null && loading >= LOADED_MS;
    return { tokens: Math.min(tokens, isFresh ? whole : unread), ms };
  }

  return {
    /** Milliseconds to the first piece; 0 while nothing was measured. */
    expectedMs: (): number => loadMs + (readingMs(pace.read(), unread) ?? 0),
    /** Milliseconds to the end of the longest answer, as far as that was measured. */
    wholeMs(): number {
      const { writtenTokensPerSecond } = pace.read();
      const writingMs =
        writtenTokensPerSecond === null ? 0 : (request.maxOutputTokens / writtenTokensPerSecond) * 1_000;
      return loadMs + (readingMs(pace.read(), unread) ?? 0) + writingMs;
    },
    /** The model is not in memory: the server reads everything anew. */
    loads(ms: number | null): void {
      isLoading = true;
      loadMs = ms ?? 0;
      pace.forget();
      unread = estimateTokens(prompt);
    },
    came(): void {
      if (firstAt === null) pace.remember(prompt);
      firstAt ??= performance.now();
    },
    told(timing: ServerTiming): void {
      told = timing;
    },
    /** @param inPieces whether it came as it was written */
    ended({ outputTokens, inPieces }: { outputTokens: number | null; inPieces: boolean }): void {
      if (firstAt === null || (told === null && !inPieces)) return;
      const read = told === null ? { tokens: unread, ms: firstAt - startedAt } : readByServer(told);
      const writtenMs = told === null ? performance.now() - firstAt : told.writtenMs;
      pace.measure({
        ...(read === undefined ? {} : { read }),
        ...(outputTokens === null || writtenMs === null
          ? {}
          : { written: { tokens: outputTokens, ms: writtenMs } }),
        ...(told?.loadMs == null || told.loadMs < LOADED_MS ? {} : { loadMs: told.loadMs }),
      });
    },
    /** Nobody waits any longer. */
    left(): void {
      if (firstAt === null && !isLoading)
        pace.waitedInVain({ tokens: unread, ms: performance.now() - startedAt });
    },
  };
}
