import type { Language } from '#shared/contract/vocabulary.ts';
import type { PassageTerms, SearchedQuery } from '#main/language/analyse.ts';

/** `chunkId` is the integer primary key of the `chunks` table. */
export type IndexedPassage = { chunkId: number; terms: PassageTerms };

/**
 * The writing side of full text: one FTS5 table a client, in the same SQLite file as the chunks, so that a
 * chunk and its entry are stored in the same transaction. All calls are synchronous and join the caller's
 * transaction.
 */
export type KeywordIndexWriter = {
  ensureClient(clientId: string): void;
  /** Drops the table of a client, however damaged it is. */
  dropClient(clientId: string): void;
  /** Whether a passage has an entry. */
  has(clientId: string, chunkId: number): boolean;
  add(clientId: string, passages: readonly IndexedPassage[]): void;
  remove(clientId: string, chunkIds: readonly number[]): void;
};

/** The stored passages of a client, with the terms under which the index has them: what it is made again from. */
export type PassageSource = {
  /** Those after an id, in the order of their ids. */
  after(clientId: string, chunkId: number, limit: number): IndexedPassage[];
};

/**
 * What was found of a full-text table. `missing`: there is none. `incomplete`: it holds other passages than there are.
 * `damaged`: it cannot be read, or what it holds does not add up.
 */
export type KeywordVerdict = 'whole' | 'missing' | 'incomplete' | 'damaged';

export type SearchScope = {
  clientId: string;
  /** Only documents linked to this chatbot; null searches everything of the client. */
  chatbotId: string | null;
};

/** Documents of a client, as a query that selects their ids as `document_id`. */
export type DocumentPart = { sql: string; parameters: readonly (string | number)[] };

export type KeywordHit = {
  chunkId: number;
  documentId: string;
  /** BM25 as a positive number, larger is better; comparable only within one result. */
  score: number;
  /** Share (0-1) of the query's informative weight (IDF) found in this passage or its title. */
  coverage: number;
};

export type KeywordResult = {
  hits: KeywordHit[];
  /** The words of the query in order, and the passages there are to search. */
  searched: SearchedQuery;
  language: Language | null;
  /** Words of the query absent from the vocabulary, with the words searched in their place. */
  corrections: { term: string; used: string[] }[];
};

export type KeywordSearchOptions = {
  k: number;
  /** Whether words that the passages do not hold are left as they are typed. */
  asTyped?: boolean;
  /** Only passages of these documents are found; how telling a word is stays a matter of all that is searched. */
  within?: DocumentPart | null;
  /** Reads the passages themselves: the stored table cannot be relied on. */
  fromPassages?: boolean;
};

/** The reading side; runs on a read-only connection in a worker thread. Only chunks of ready documents. */
export type KeywordSearcher = {
  search(
    scope: SearchScope,
    query: string,
    options: KeywordSearchOptions & { signal?: AbortSignal },
  ): Promise<KeywordResult>;
  /** Compares the stored table of a client with its passages. */
  check(clientId: string, options: { thorough: boolean }): Promise<KeywordVerdict>;
  close(): Promise<void>;
};

export type VectorRow = { chunkId: number; documentId: string; vector: Float32Array };

export type VectorHit = {
  chunkId: number;
  documentId: string;
  /** cosine similarity, -1..1 */ similarity: number;
};

/**
 * Vectors of one client under one embedding fingerprint. Derived data: may be deleted at any time and is
 * rebuilt from SQLite. `state` tells whether it can answer.
 */
export type VectorIndex = {
  state(clientId: string, fingerprint: string): Promise<'ready' | 'missing' | 'damaged'>;
  count(clientId: string, fingerprint: string): Promise<number>;
  /** The same of the files as they are on the disk now, whatever was read of them before; null when they do not answer. */
  countAnew(clientId: string, fingerprint: string): Promise<number | null>;
  upsert(clientId: string, fingerprint: string, rows: readonly VectorRow[]): Promise<void>;
  removeDocument(clientId: string, documentId: string): Promise<void>;
  search(
    clientId: string,
    fingerprint: string,
    vector: Float32Array,
    options: { k: number; documentIds: readonly string[] | null },
  ): Promise<VectorHit[]>;
  /** Drops the table of one fingerprint. */
  drop(clientId: string, fingerprint: string): Promise<void>;
  /** Drops every table of the client whose fingerprint is none of those; without any, all. */
  dropOthers(clientId: string, keep: readonly string[]): Promise<void>;
  /** Compacts and builds the approximate index where the table is large enough (> 50k rows). */
  optimise(clientId: string, fingerprint: string): Promise<void>;
  close(): Promise<void>;
};
