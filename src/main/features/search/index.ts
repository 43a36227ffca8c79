export { createEmbeddingIndex, EMBED_JOB, type EmbeddingIndex } from './embedding-index.ts';
export { createKeywordCare, KEYWORD_JOB } from './keyword-care.ts';
export { createRetriever, type Retrieval, type RetrievedPassage, type Retriever } from './retrieval.ts';
export { createSearchRoutes } from './routes.ts';
export { createSearchService } from './service.ts';
export { createSearchStore, type DocumentOutline, type Knowledge, type SearchStore } from './store.ts';
