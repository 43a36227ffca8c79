import type { KeywordHit } from './ports.ts';

/**
 * A passage under this relevance supports no answer. Measured on the shared sets (best of the first ten passages):
 *
 * | base             | own questions kept | with typos kept | turned away: everyday questions | turned away: other corpus |
 * | ---------------- | ------------------ | --------------- | ------------------------------- | ------------------------- |
 * | fr-servicepublic | .996               | .991            | .40                             | .23 (fr-cnil)             |
 * | fr-cnil          | .958               | .911            | .70                             | .38 (fr-servicepublic)    |
 * | en-scifact       | .960               | .937            | .60                             | .73 (en-chunking)         |
 * | en-chunking      | .949               |                 | .53                             | .88 (en-scifact)          |
 *
 * "Everyday questions" are 20 French and 15 English ones about recipes, sport and the like. The two French bases
 * overlap: part of what the one turns away from the other it could answer. A lower bar (.35) keeps .970 and turns
 * away half as many; squared weights and saturation by repetition separated no better.
 */
export const KEYWORD_RELEVANCE_THRESHOLD = 0.4;

/** How much of what the question asks a passage holds, 0 to 1: the informative weight of the words found. */
export function keywordRelevance(hit: Pick<KeywordHit, 'coverage'>): number {
  return Math.min(1, Math.max(0, hit.coverage));
}
