import { createHash } from 'node:crypto';

/**
 * Name of a client's full-text table. Derived by a hash, so that whatever an id holds, the name is a plain
 * identifier and can be written into SQL.
 */
export function keywordTable(clientId: string): string {
  return `passages_fts_${createHash('sha256').update(clientId).digest('hex').slice(0, 24)}`;
}

/**
 * A term every passage holds. It lets one FTS5 expression select the rows that match some words and score them
 * by all words: `(rare…) AND (EVERY_PASSAGE OR common…)`. BM25 gives a term found everywhere no weight.
 */
export const EVERY_PASSAGE = '==';

/** Weight of the title against the text in BM25 (design/retrieval.md). */
export const TITLE_WEIGHT = 5;
