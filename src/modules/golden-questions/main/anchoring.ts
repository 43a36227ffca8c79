import type { Span } from '#shared/lib/find-words.ts';

/** A passage holds the words when it has half of them, or they fill half of it. */
const HOLDS = 0.5;

export function holds(passage: Span, words: Span): boolean {
  const shared = Math.min(passage.end, words.end) - Math.max(passage.start, words.start);
  return shared > 0 && shared >= HOLDS * Math.min(words.end - words.start, passage.end - passage.start);
}

/** Share of the words that passages of their document hold together, 0 to 1. */
export function coveredBy(passages: readonly Span[], words: Span): number {
  let covered = 0;
  let until = words.start;
  for (const { start, end } of passages.toSorted((one, other) => one.start - other.start)) {
    const from = Math.max(until, start);
    const to = Math.min(words.end, end);
    if (to <= from) continue;
    covered += to - from;
    until = to;
  }
  return covered / (words.end - words.start);
}
