import type { KeywordResult, VectorHit } from '#main/index/ports.ts';
import { keywordRelevance } from '#main/index/relevance.ts';
import type { Background } from './vector-relevance.ts';

/*
 * What the two legs of a search say of passages, each from 0 to 1, so that they can be added up. Ranks alone cannot tell a
 * leg that knows from one that guesses: the first of fifty that are all alike counts as much there as the only one that
 * holds the question. What is measured of that is in tests/quality.
 */

/** Passages of which one at least must hold words of the question for them to count in full. */
const LOOKED_AT = 3;
/** How gently words count less that hold little of the question: of a sixteenth, half. */
const COVERAGE_POWER = 0.25;
/** So many deviations of unrelated passages above the crowd say all that meaning can say. */
const FULL_STANDING = 3;

/** By words: the share of the best score, less where even the first passages hold little of what is asked. The better of several wordings counts. */
export function wordScores(results: readonly KeywordResult[]): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { hits } of results) {
    const best = hits[0]?.score ?? 0;
    const held = Math.max(0, ...hits.slice(0, LOOKED_AT).map(keywordRelevance)) ** COVERAGE_POWER;
    for (const { chunkId, score } of hits)
      scores.set(chunkId, Math.max(scores.get(chunkId) ?? 0, (score / best) * held));
  }
  return scores;
}

/**
 * By meaning: how far a passage stands above the crowd, which is the last of the hits where there are `depth`, else
 * passages that have nothing to do with each other.
 */
export function meaningScores(
  hits: readonly VectorHit[],
  background: Background,
  depth: number,
): Map<number, number> {
  const last = hits.at(-1)?.similarity ?? 0;
  const crowd = hits.length < depth ? background.mean : last;
  const full = FULL_STANDING * background.deviation;
  return new Map(
    hits.map(({ chunkId, similarity }) => [chunkId, Math.min(1, Math.max(0, (similarity - crowd) / full))]),
  );
}
