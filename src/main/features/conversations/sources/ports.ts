export type Span = { start: number; end: number };
export type Pages = { page: number | null; pageEnd: number | null };

/** What is asked about the documents that an answer rests on. */
export type SourceDocuments = {
  /** The pages that stretches of a document's text begin and end on, in their order; null without pages. */
  pagesAt(documentId: string, spans: readonly Span[]): Pages[];
  /** Pages whose words were recognised in a picture, and are uncertain. */
  badPages(documentId: string): ReadonlySet<number>;
  /** For each document, what is the same for its copies: the same bytes, or the same text out of other bytes. */
  contentOf(documentIds: readonly string[]): ReadonlyMap<string, string>;
};
