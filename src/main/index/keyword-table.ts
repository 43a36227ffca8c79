import { createHash } from 'node:crypto';
import type { IndexedPassage } from './ports.ts';

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

/** What a full-text table of passages is: contentless, its terms come normalised and are split at spaces. */
export const FULL_TEXT = `fts5(title, text, content='', contentless_delete=1, tokenize="ascii tokenchars '='")`;

/** A full-text table: the stored one of a client, or one in memory. */
export type FullTextTable = { schema: 'main' | 'temp'; name: string };

export function storedTable(clientId: string): FullTextTable {
  return { schema: 'main', name: keywordTable(clientId) };
}

/** Name of the temporary table that lists the terms of a full-text table. */
export function vocabularyTable(name: string): string {
  return `vocabulary_${name}`;
}

/** A passage as it is written into a full-text table. */
export function writtenEntry({ chunkId, terms }: IndexedPassage): [number, string, string] {
  return [chunkId, `${EVERY_PASSAGE} ${terms.title} ${terms.titleStem}`, `${terms.text} ${terms.textStem}`];
}
