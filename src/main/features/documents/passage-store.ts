import { and, asc, count, eq, gt, isNull } from 'drizzle-orm';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { held } from '#main/db/held.ts';
import { chunks, documents, documentTexts } from '#main/db/schema/index.ts';
import type { ExtractedDocument, PreparedPassage } from '#main/ingest/ports.ts';
import type { KeywordIndexWriter } from '#main/index/ports.ts';
import type { PassageTerms } from '#main/language/analyse.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { PageNumbers } from './page-numbers.ts';
import type { DocumentRow } from './store.ts';

export type ChunkRow = typeof chunks.$inferSelect;
export type StoredText = typeof documentTexts.$inferSelect;

type Dependencies = { database: Database; keywords: KeywordIndexWriter; pageNumbers: PageNumbers };

/** What was read in documents: their texts, their passages, and the entries of these in the full-text index. */
export function createPassageStore({ database, keywords, pageNumbers }: Dependencies) {
  const sqlite = database.$client;
  const insertChunk = sqlite.prepare<
    [
      string,
      string,
      number,
      number,
      number,
      number | null,
      string | null,
      string | null,
      string | null,
      string,
    ]
  >(
    'insert into chunks (client_id, document_id, ordinal, "start", "end", page, heading, table_header, language, text) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );

  /** Passages and their full-text entries go together; inside a transaction of the caller. */
  function remove(document: Pick<DocumentRow, 'id' | 'clientId'>): void {
    const ids = database
      .select({ id: chunks.id })
      .from(chunks)
      .where(eq(chunks.documentId, document.id))
      .all();
    pageNumbers.forget(document.id);
    if (ids.length === 0) return;
    keywords.remove(
      document.clientId,
      ids.map(row => row.id),
    );
    database.delete(chunks).where(eq(chunks.documentId, document.id)).run();
  }

  return {
    remove,

    /** Keeps the extracted text and forgets the passages of an earlier reading; inside a transaction of the caller. */
    saveText(
      document: Pick<DocumentRow, 'id' | 'clientId'>,
      extracted: Pick<ExtractedDocument, 'text' | 'pages' | 'blocks'>,
      change: Partial<DocumentRow>,
    ): void {
      const { text, pages, blocks } = extracted;
      remove(document);
      database
        .insert(documentTexts)
        .values({ documentId: document.id, text, pages, blocks })
        .onConflictDoUpdate({ target: documentTexts.documentId, set: { text, pages, blocks } })
        .run();
      database.update(documents).set(change).where(eq(documents.id, document.id)).run();
    },

    text(documentId: HeldId): StoredText | null {
      return (
        database.select().from(documentTexts).where(eq(documentTexts.documentId, documentId)).get() ?? null
      );
    },

    storedPassageCount(documentId: HeldId): number {
      return (
        database.select({ stored: count() }).from(chunks).where(eq(chunks.documentId, documentId)).get()
          ?.stored ?? 0
      );
    },

    /**
     * Stores passages and their full-text entries, from `from` on, until `budgetMs` is spent; inside a transaction
     * of the caller. Returns how many of `passages` are stored now.
     */
    appendPassages(
      document: Pick<DocumentRow, 'id' | 'clientId'>,
      passages: readonly PreparedPassage[],
      from: number,
      budgetMs: number,
    ): number {
      const deadline = performance.now() + budgetMs;
      let next = from;
      while (next < passages.length) {
        const passage = passages[next];
        if (!passage) break;
        const { lastInsertRowid } = insertChunk.run(
          document.clientId,
          document.id,
          passage.ordinal,
          passage.start,
          passage.end,
          passage.page,
          passage.heading,
          passage.tableHeader,
          passage.language,
          passage.text,
        );
        keywords.add(document.clientId, [{ chunkId: Number(lastInsertRowid), terms: passage.terms }]);
        next += 1;
        if (performance.now() > deadline) break;
      }
      return next;
    },

    passages(documentId: HeldId, after: number, limit: number): ChunkRow[] {
      return database
        .select()
        .from(chunks)
        .where(and(eq(chunks.documentId, documentId), gt(chunks.ordinal, after)))
        .orderBy(asc(chunks.ordinal))
        .limit(limit)
        .all();
    },

    passage(documentId: HeldId, chunkId: number): ChunkRow | null {
      const isIt = and(eq(chunks.documentId, documentId), eq(chunks.id, chunkId));
      return database.select().from(chunks).where(isIt).get() ?? null;
    },

    /** Ready documents whose passages are in the index under an earlier name, oldest first. */
    misnamed(scope: ClientScope, limit: number): DocumentRow[] {
      return database
        .select()
        .from(documents)
        .where(
          and(
            withinScope(documents.clientId, scope),
            eq(documents.state, 'ready'),
            isNull(documents.searchedName),
          ),
        )
        .orderBy(asc(documents.id))
        .limit(limit)
        .all()
        .map(held);
    },

    /** Clients that have such documents. */
    clientsWithMisnamed(): string[] {
      return database
        .selectDistinct({ clientId: documents.clientId })
        .from(documents)
        .where(and(eq(documents.state, 'ready'), isNull(documents.searchedName)))
        .all()
        .map(row => row.clientId);
    },

    /**
     * Writes the full-text entries of passages anew, those after `after` (an ordinal), until `budgetMs` is spent;
     * inside a transaction of the caller. Returns the last ordinal that is done, null when none was left.
     */
    indexAgain(
      document: Pick<DocumentRow, 'id' | 'clientId'>,
      after: number,
      termsOf: (passage: ChunkRow) => PassageTerms,
      budgetMs: number,
    ): number | null {
      const deadline = performance.now() + budgetMs;
      const rows = database
        .select()
        .from(chunks)
        .where(and(eq(chunks.documentId, document.id), gt(chunks.ordinal, after)))
        .orderBy(asc(chunks.ordinal))
        .limit(PASSAGES_AT_ONCE)
        .all();
      let done: number | null = null;
      for (const row of rows) {
        keywords.remove(document.clientId, [row.id]);
        keywords.add(document.clientId, [{ chunkId: row.id, terms: termsOf(row) }]);
        done = row.ordinal;
        if (performance.now() > deadline) break;
      }
      return done;
    },

    /** Notes under which name a document's passages are in the index, unless it was renamed meanwhile. */
    named(document: Pick<DocumentRow, 'id' | 'title'>, searchedName: string): void {
      database
        .update(documents)
        .set({ searchedName })
        .where(and(eq(documents.id, document.id), eq(documents.title, document.title)))
        .run();
    },
  };
}

const PASSAGES_AT_ONCE = 100;
