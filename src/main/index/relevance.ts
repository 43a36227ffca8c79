import type { KeywordHit } from './ports.ts';

/** A passage under this relevance supports no answer. */
export const KEYWORD_RELEVANCE_THRESHOLD = 0.4;

/** How much of what the question asks a passage holds, 0 to 1. */
export function keywordRelevance(hit: Pick<KeywordHit, 'coverage'>): number {
  return hit.coverage;
}
