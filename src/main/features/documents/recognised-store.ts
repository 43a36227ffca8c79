import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { documents, recognisedPages } from '#main/db/schema/index.ts';
import type { Held } from '#main/db/held.ts';
import { RECOGNISER_VERSION } from '#main/ingest/recognition/recognised-page.ts';
import type {
  PageRecognition,
  Recognised,
  RecognisedPage,
} from '#main/ingest/recognition/recognised-page.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { DocumentRow } from './store.ts';

/** The bytes of a document, or of a file within one: what is recognised belongs to them. */
type Content = Pick<DocumentRow, 'clientId' | 'contentHash'>;

/** How a page was recognised, without its words. */
export type RecognisedPageFacts = Pick<
  Held<typeof recognisedPages.$inferSelect>,
  'page' | 'confidence' | 'failure' | 'milliseconds'
> & { hash: string; hasWords: boolean };

export type RecognisedStore = ReturnType<typeof createRecognisedStore>;

/** What was recognised on pages of pictures, kept by the bytes of their file. */
export function createRecognisedStore(database: Database) {
  const of = ({ clientId, contentHash }: Content) =>
    and(
      eq(recognisedPages.clientId, clientId),
      eq(recognisedPages.contentHash, contentHash),
      eq(recognisedPages.version, RECOGNISER_VERSION),
    );
  const ofAll = (clientId: HeldId, hashes: readonly string[]) =>
    and(
      eq(recognisedPages.clientId, clientId),
      inArray(recognisedPages.contentHash, [...hashes]),
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

    /** The same of the bytes of several files, without the files of which nothing is known. */
    within(clientId: HeldId, hashes: readonly string[]): Recognised['within'] {
      const found = hashes.map(hash => ({ hash, pages: this.pages({ clientId, contentHash: hash }) }));
      return found.filter(({ pages }) => pages.length > 0);
    },

    facts(clientId: HeldId, hashes: readonly string[]): RecognisedPageFacts[] {
      return database
        .select({
          hash: recognisedPages.contentHash,
          page: recognisedPages.page,
          confidence: recognisedPages.confidence,
          failure: recognisedPages.failure,
          milliseconds: recognisedPages.milliseconds,
          hasWords: sql<number>`${recognisedPages.lines} <> '[]'`.mapWith(Boolean),
        })
        .from(recognisedPages)
        .where(ofAll(clientId, hashes))
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
    forgetFailures(clientId: HeldId, hashes: readonly string[]): void {
      database
        .delete(recognisedPages)
        .where(and(ofAll(clientId, hashes), sql`${recognisedPages.failure} is not null`))
        .run();
    },

    /** Of these files, those that no document has, nor any file within one. */
    removeUnneeded(clientId: HeldId, hashes: readonly string[]): void {
      for (const hash of new Set(hashes)) {
        const those = and(eq(recognisedPages.clientId, clientId), eq(recognisedPages.contentHash, hash));
        // Of most documents there is none: nothing else is looked at.
        if (
          database
            .select({ page: recognisedPages.page })
            .from(recognisedPages)
            .where(those)
            .limit(1)
            .get() === undefined
        )
          continue;
        const needing = database
          .select({ id: documents.id })
          .from(documents)
          .where(
            and(
              eq(documents.clientId, clientId),
              or(eq(documents.contentHash, hash), sql`instr(${documents.recognition}, ${hash}) > 0`),
            ),
          )
          .limit(1);
        if (needing.get() !== undefined) continue;
        database.delete(recognisedPages).where(those).run();
      }
    },
  };
}
