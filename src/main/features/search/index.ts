export * as searchEvents from './events.ts';
export type { EmbeddingIndex, WhichIndex } from './embedding-index.ts';
export { createEmbeddings } from './embeddings-part.ts';
export { createKeywords } from './keywords-part.ts';
export { createSearch } from './part.ts';
export type { Rerank } from './reranking.ts';
export type { FoundByWords, Retrieval, RetrievedPassage, Retriever } from './retrieval.ts';
export type { DocumentOutline, Knowledge, SearchStore } from './store.ts';
export type { IndexInUse } from './index-changes-store.ts';
