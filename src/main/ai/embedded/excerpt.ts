import { estimateTokens } from '../token-estimate.ts';
import type { Grounding, GroundingPassage } from '../ports.ts';
import { readPassage } from './read-passage.ts';
import { scoreCandidates } from './sentence-scoring.ts';

/** Between sentences that do not follow one another in their passage. */
const LEFT_OUT = ' … ';

/**
 * A passage cut to at most so many tokens: the sentences that answer best, then those around them, in the order of the
 * passage. At least the best one with what announces it, however long; the beginning where no word says which is best.
 */
export function excerptOf(
  passage: GroundingPassage,
  asked: Pick<Grounding, 'question' | 'language' | 'searched'>,
  tokens: number,
): GroundingPassage {
  if (estimateTokens(passage.text) <= tokens) return passage;
  const { quotables } = readPassage(passage.text);
  const costs = quotables.map(({ text }) => estimateTokens(text) + 1);
  const kept = new Set<number>();
  let spent = 0;
  /** Keeps what is not kept yet; false when it has no room, unless nothing is kept. */
  const keep = (indexes: readonly number[]): boolean => {
    const further = indexes.filter(index => quotables[index] !== undefined && !kept.has(index));
    const cost = further.reduce((sum, index) => sum + (costs[index] ?? 0), 0);
    if (kept.size > 0 && spent + cost > tokens) return false;
    for (const index of further) kept.add(index);
    spent += cost;
    return true;
  };
  const best = scoreCandidates({ ...asked, passages: [passage] });
  for (const { first, last, header } of best) {
    const announcement = quotables[first]?.announcedBy ?? null;
    keep([...[announcement, header].filter(index => index !== null), ...between(first, last)]);
  }
  if (kept.size === 0) keep([0]);
  for (let grown = true; grown;) {
    grown = false;
    for (const index of [...kept].toSorted((one, other) => one - other)) {
      for (const beside of [index + 1, index - 1]) {
        if (quotables[beside] !== undefined && !kept.has(beside)) grown = keep([beside]) || grown;
      }
    }
  }
  return { ...passage, text: joined(passage.text, quotables, kept) };
}

function between(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** What is kept as it stands in the passage, with a mark where something is left out. */
function joined(
  text: string,
  quotables: readonly { start: number; end: number }[],
  kept: ReadonlySet<number>,
): string {
  let words = '';
  let end: number | null = null;
  for (const [index, quotable] of quotables.entries()) {
    if (!kept.has(index)) continue;
    const follows = kept.has(index - 1) && end !== null;
    const gap = end === null ? '' : follows ? text.slice(end, quotable.start) : LEFT_OUT;
    words += gap + text.slice(quotable.start, quotable.end);
    end = quotable.end;
  }
  return words;
}
