import { and, eq, lt, ne, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { documents, recognisedPages } from '#main/db/schema/index.ts';
import type { Span } from '#main/ingest/ports.ts';
import { BADLY_RECOGNISED_BELOW, RECOGNISER_VERSION } from '#main/ingest/recognition/recognised-page.ts';

/** Words in the text of a document, and the pages that they stand on; null without pages. */
type Place = Span & { page: number | null; pageEnd: number | null };

/** Whether any of the words at a place were recognised in a picture, and are uncertain. */
export type BadlyRecognised = (place: Place) => boolean;

/** Where the words of a document were recognised in a picture, and are uncertain. */
export function createBadPages(database: Database) {
  // Asked at every answer: prepared once.
  const askedPages = database
    .select({ page: recognisedPages.page })
    .from(documents)
    .innerJoin(
      recognisedPages,
      and(
        eq(recognisedPages.clientId, documents.clientId),
        eq(recognisedPages.contentHash, documents.contentHash),
        eq(recognisedPages.version, RECOGNISER_VERSION),
      ),
    )
    .where(
      and(
        eq(documents.id, sql.placeholder('id')),
        ne(recognisedPages.lines, sql`'[]'`),
        lt(recognisedPages.confidence, BADLY_RECOGNISED_BELOW),
      ),
    )
    .prepare();
  const askedRecognition = database
    .select({ recognition: documents.recognition })
    .from(documents)
    .where(eq(documents.id, sql.placeholder('id')))
    .prepare();
  return {
    /** Null of a document that has no such place. */
    badlyRecognised(documentId: string): BadlyRecognised | null {
      const pages = askedPages.all({ id: documentId }).map(({ page }) => page);
      const spans = askedRecognition.get({ id: documentId })?.recognition?.uncertain ?? [];
      if (pages.length === 0 && spans.length === 0) return null;
      return ({ page, pageEnd, start, end }) =>
        spans.some(span => span.start < end && start < span.end) ||
        (page !== null && pages.some(number => page <= number && number <= (pageEnd ?? page)));
    },
  };
}
