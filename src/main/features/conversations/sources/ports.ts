export type Span = { start: number; end: number };
export type Pages = { page: number | null; pageEnd: number | null };

/** What is asked about the documents that an answer rests on. */
export type SourceDocuments = {
  /** The pages that stretches of a document's text begin and end on, in their order; null without pages. */
  pagesAt(documentId: string, spans: readonly Span[]): Pages[];
  /** Whether words at a place were recognised in a picture, and are uncertain; null where no words of a document are. */
  badlyRecognised(documentId: string): ((place: Span & Pages) => boolean) | null;
  /** For each document, what is the same for its copies: the same bytes, or the same text out of other bytes. */
  contentOf(documentIds: readonly string[]): ReadonlyMap<string, string>;
  /** When the office wrote the document itself; null for any other. */
  writtenByOffice(documentId: string): string | null;
};
