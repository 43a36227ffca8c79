import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { recognisedPages } from '#main/db/schema/index.ts';
import type { Held } from '#main/db/held.ts';
import { RECOGNISER_VERSION } from '#main/ingest/recognition/recognised-page.ts';
import type { PageRecognition, RecognisedPage } from '#main/ingest/recognition/recognised-page.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { DocumentRow } from './store.ts';

/** The bytes of a document: what is recognised belongs to them. */
type Content = Pick<DocumentRow, 'clientId' | 'contentHash'>;

/** How a page was recognised, without its words. */
export type RecognisedPageFacts = Pick<
  Held<typeof recognisedPages.$inferSelect>,
  'page' | 'confidence' | 'failure' | 'milliseconds'
> & { hasWords: boolean };

export type RecognisedStore = ReturnType<typeof createRecognisedStore>;

/** What was recognised on pages of pictures, kept by the bytes of their file. */
export function createRecognisedStore(database: Database) {
  const of = ({ clientId, contentHash }: Content) =>
    and(
      eq(recognisedPages.clientId, clientId),
      eq(recognisedPages.contentHash, contentHash),
      eq(recognisedPages.version, RECOGNISER_VERSION),
    );

  return {
    /** Pages in their order, those that could not be recognised without words. */
    pages(content: Content): RecognisedPage[] {
      return database
        .select()
        .from(recognisedPages)
        .where(of(content))
        .orderBy(recognisedPages.page)
        .all()
        .map(({ page, width, height, confidence, lines }) => ({ page, width, height, confidence, lines }));
    },

    facts(content: Content): RecognisedPageFacts[] {
      return database
        .select({
          page: recognisedPages.page,
          confidence: recognisedPages.confidence,
          failure: recognisedPages.failure,
          milliseconds: recognisedPages.milliseconds,
          hasWords: sql<number>`${recognisedPages.lines} <> '[]'`.mapWith(Boolean),
        })
        .from(recognisedPages)
        .where(of(content))
        .orderBy(recognisedPages.page)
        .all();
    },

    page(content: Content, page: number): RecognisedPage | null {
      return (
        database
          .select()
          .from(recognisedPages)
          .where(and(of(content), eq(recognisedPages.page, page)))
          .get() ?? null
      );
    },

    save(
      { clientId, contentHash }: Content,
      page: number,
      outcome: { recognition: PageRecognition | null; failure: ErrorCode | null; milliseconds: number },
    ): void {
      const { recognition, failure } = outcome;
      const found = recognition ?? { width: 0, height: 0, confidence: 0, lines: [] };
      const milliseconds = Math.round(outcome.milliseconds);
      database
        .insert(recognisedPages)
        .values({
          clientId,
          contentHash,
          page,
          version: RECOGNISER_VERSION,
          ...found,
          failure,
          milliseconds,
        })
        .onConflictDoNothing()
        .run();
    },

    /** Pages that could not be recognised are tried again. */
    forgetFailures(content: Content): void {
      database
        .delete(recognisedPages)
        .where(and(of(content), sql`${recognisedPages.failure} is not null`))
        .run();
    },

    /** To be called with the last document that has these bytes. */
    remove({ clientId, contentHash }: Content): void {
      database
        .delete(recognisedPages)
        .where(and(eq(recognisedPages.clientId, clientId), eq(recognisedPages.contentHash, contentHash)))
        .run();
    },
  };
}
