import type { Database } from '#main/db/connection.ts';
import type { PageSpan, Span } from '#main/ingest/ports.ts';

/** First and last page that words stand on, as the file numbers them; both null for a document without pages. */
export type PageRange = { page: number | null; pageEnd: number | null };

export type PageNumbers = {
  /**
   * The pages of words of a document, by their offsets in its text; one range for each span, in their order. Of a
   * document that is not read, or has no pages, every range is null.
   */
  pagesAt(documentId: string, spans: readonly Span[]): PageRange[];
  /** To be called when a document is read anew or deleted: its pages may be others now. */
  forget(documentId: string): void;
};

const DOCUMENTS_KEPT = 64; // a long answer has 8 sources, a search 100 at most; 600 pages weigh 15 kB

/** Where the pages of each document begin. Few documents are asked about over and over: theirs are kept. */
export function createPageNumbers(database: Database): PageNumbers {
  const stored = database.$client
    .prepare<[string], string>('select pages from document_texts where document_id = ?')
    .pluck();
  const kept = new Map<string, readonly PageSpan[]>();

  function pagesOf(documentId: string): readonly PageSpan[] {
    const known = kept.get(documentId);
    const pages = known ?? (JSON.parse(stored.get(documentId) ?? '[]') as PageSpan[]);
    kept.delete(documentId); // the latest asked for is the last to go
    kept.set(documentId, pages);
    const oldest = kept.keys().next().value;
    if (kept.size > DOCUMENTS_KEPT && oldest !== undefined) kept.delete(oldest);
    return pages;
  }

  return {
    pagesAt(documentId, spans) {
      const pages = pagesOf(documentId);
      return spans.map(({ start, end }) => ({
        page: numberAt(pages, start),
        pageEnd: numberAt(pages, Math.max(start, end - 1)),
      }));
    },
    forget: documentId => void kept.delete(documentId),
  };
}

/** Number of the last page that begins at an offset or before it. Blank pages begin where the next one does. */
function numberAt(pages: readonly PageSpan[], offset: number): number | null {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((pages[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return pages[low]?.number ?? null;
}
