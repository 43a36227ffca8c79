import type { KeywordHit } from './ports.ts';

/**
 * A passage under this relevance is not looked at for an answer: what holds less than a fifth of a question shares
 * a common word with it. Whether what is left answers is judged on the sentences (`ai/embedded/certainty.ts`).
 */
export const KEYWORD_RELEVANCE_THRESHOLD = 0.2;

/** How much of what the question asks a passage holds, 0 to 1: the informative weight of the words found. */
export function keywordRelevance(hit: Pick<KeywordHit, 'coverage'>): number {
  return Math.min(1, Math.max(0, hit.coverage));
}
