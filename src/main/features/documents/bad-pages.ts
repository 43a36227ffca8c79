import { and, eq, lt, ne, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { documents, recognisedPages } from '#main/db/schema/index.ts';
import { BADLY_RECOGNISED_BELOW, RECOGNISER_VERSION } from '#main/ingest/recognition/recognised-page.ts';

/** Which pages of a document were recognised in a picture with words that are uncertain. */
export function createBadPages(database: Database) {
  // Asked at every answer: prepared once.
  const asked = database
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
  return {
    badPages: (documentId: string): ReadonlySet<number> =>
      new Set(asked.all({ id: documentId }).map(({ page }) => page)),
  };
}
