import { and, asc, count, desc, eq, gt, inArray, lt, notInArray, or, sql, sum, type SQL } from 'drizzle-orm';
import type { DocumentState } from '#shared/contract/documents.ts';
import type { Database } from '#main/db/connection.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { chunks, documentChatbots, documents, documentTexts } from '#main/db/schema/index.ts';
import type { ExtractedDocument, PreparedPassage } from '#main/ingest/ports.ts';
import type { KeywordIndexWriter } from '#main/index/ports.ts';
import type { PageNumbers } from './page-numbers.ts';

export type DocumentRow = typeof documents.$inferSelect;
export type ChunkRow = typeof chunks.$inferSelect;
export type StoredText = typeof documentTexts.$inferSelect;

export type DocumentFilter = {
  chatbotId: string | undefined;
  state: DocumentState | undefined;
  q: string | undefined;
  limit: number;
  cursor: string | undefined;
};

export type DocumentStore = ReturnType<typeof createDocumentStore>;

export function createDocumentStore(
  database: Database,
  keywords: KeywordIndexWriter,
  pageNumbers: PageNumbers,
) {
  const sqlite = database.$client;
  const insertChunk = sqlite.prepare<
    [string, string, number, number, number, number | null, string | null, string | null, string]
  >(
    'insert into chunks (client_id, document_id, ordinal, "start", "end", page, heading, language, text) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );

  const ofChatbot = (chatbotId: string | undefined): SQL | undefined =>
    chatbotId === undefined
      ? undefined
      : inArray(
          documents.id,
          database
            .select({ id: documentChatbots.documentId })
            .from(documentChatbots)
            .where(eq(documentChatbots.chatbotId, chatbotId)),
        );

  /** Chunks and their full-text entries go together. */
  function removeChunks(document: Pick<DocumentRow, 'id' | 'clientId'>): void {
    const ids = database
      .select({ id: chunks.id })
      .from(chunks)
      .where(eq(chunks.documentId, document.id))
      .all();
    if (ids.length === 0) return;
    keywords.remove(
      document.clientId,
      ids.map(row => row.id),
    );
    database.delete(chunks).where(eq(chunks.documentId, document.id)).run();
  }

  return {
    list(scope: ClientScope, filter: DocumentFilter): { items: DocumentRow[]; nextCursor: string | null } {
      const rows = database
        .select()
        .from(documents)
        .where(
          and(
            documentWithin(database, scope),
            ofChatbot(filter.chatbotId),
            filter.state ? eq(documents.state, filter.state) : undefined,
            filter.q
              ? or(holdsWords(documents.fileName, filter.q), holdsWords(documents.title, filter.q))
              : undefined,
            filter.cursor ? lt(documents.id, filter.cursor) : undefined,
          ),
        )
        .orderBy(desc(documents.id))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit);
      return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    },

    totals(scope: ClientScope, chatbotId: string | undefined) {
      const rows = database
        .select({
          state: documents.state,
          documents: count(),
          passages: sum(documents.passageCount).mapWith(Number),
        })
        .from(documents)
        .where(and(documentWithin(database, scope), ofChatbot(chatbotId)))
        .groupBy(documents.state)
        .all();
      const totals = { documents: 0, ready: 0, working: 0, failed: 0, passages: 0 };
      for (const row of rows) {
        totals.documents += row.documents;
        if (row.state === 'ready') {
          totals.ready += row.documents;
          totals.passages += row.passages ?? 0;
        } else if (row.state === 'failed') totals.failed += row.documents;
        else totals.working += row.documents;
      }
      return totals;
    },

    get(scope: ClientScope, id: string): DocumentRow | null {
      return (
        database
          .select()
          .from(documents)
          .where(and(eq(documents.id, id), documentWithin(database, scope)))
          .get() ?? null
      );
    },

    byContent(clientId: string, contentHash: string): DocumentRow | null {
      return (
        database
          .select()
          .from(documents)
          .where(and(eq(documents.clientId, clientId), eq(documents.contentHash, contentHash)))
          .get() ?? null
      );
    },

    /** Which clients have a document of which bytes, by content hash. */
    contentOwners(): Map<string, string[]> {
      const owners = new Map<string, string[]>();
      const rows = database
        .select({ clientId: documents.clientId, contentHash: documents.contentHash })
        .from(documents)
        .all();
      for (const { clientId, contentHash } of rows)
        owners.set(contentHash, [...(owners.get(contentHash) ?? []), clientId]);
      return owners;
    },

    /** Inside a transaction of the caller. */
    insert(row: typeof documents.$inferInsert, chatbotId: string): DocumentRow {
      const inserted = database.insert(documents).values(row).returning().get();
      database.insert(documentChatbots).values({ documentId: row.id, chatbotId }).run();
      return inserted;
    },

    update(id: string, change: Partial<DocumentRow>): void {
      database.update(documents).set(change).where(eq(documents.id, id)).run();
    },

    chatbotIds(documentIds: readonly string[]): Map<string, string[]> {
      const links = new Map<string, string[]>();
      if (documentIds.length === 0) return links;
      const rows = database
        .select()
        .from(documentChatbots)
        .where(inArray(documentChatbots.documentId, [...documentIds]))
        .all();
      for (const { documentId, chatbotId } of rows)
        links.set(documentId, [...(links.get(documentId) ?? []), chatbotId]);
      return links;
    },

    addLink(documentId: string, chatbotId: string): void {
      database.insert(documentChatbots).values({ documentId, chatbotId }).onConflictDoNothing().run();
    },

    replaceLinks(documentId: string, chatbotIds: readonly string[]): void {
      // What stays is not touched: the audit log tells links that were made or taken away.
      database.transaction(() => {
        database
          .delete(documentChatbots)
          .where(
            and(
              eq(documentChatbots.documentId, documentId),
              notInArray(documentChatbots.chatbotId, [...chatbotIds]),
            ),
          )
          .run();
        for (const chatbotId of new Set(chatbotIds)) {
          database.insert(documentChatbots).values({ documentId, chatbotId }).onConflictDoNothing().run();
        }
      });
    },

    remove(document: Pick<DocumentRow, 'id' | 'clientId'>): void {
      database.transaction(() => {
        removeChunks(document);
        pageNumbers.forget(document.id);
        database.delete(documents).where(eq(documents.id, document.id)).run();
      });
    },

    /** Keeps the extracted text and forgets the passages of an earlier reading; inside a transaction of the caller. */
    saveText(
      document: Pick<DocumentRow, 'id' | 'clientId'>,
      extracted: ExtractedDocument,
      change: Partial<DocumentRow>,
    ): void {
      const { text, pages, blocks } = extracted;
      removeChunks(document);
      pageNumbers.forget(document.id);
      database
        .insert(documentTexts)
        .values({ documentId: document.id, text, pages, blocks })
        .onConflictDoUpdate({ target: documentTexts.documentId, set: { text, pages, blocks } })
        .run();
      database.update(documents).set(change).where(eq(documents.id, document.id)).run();
    },

    text(documentId: string): StoredText | null {
      return (
        database.select().from(documentTexts).where(eq(documentTexts.documentId, documentId)).get() ?? null
      );
    },

    removePassages(document: Pick<DocumentRow, 'id' | 'clientId'>): void {
      database.transaction(() => removeChunks(document));
    },

    storedPassageCount(documentId: string): number {
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
          passage.language,
          passage.text,
        );
        keywords.add(document.clientId, [{ chunkId: Number(lastInsertRowid), terms: passage.terms }]);
        next += 1;
        if (performance.now() > deadline) break;
      }
      return next;
    },

    passages(documentId: string, after: number, limit: number): ChunkRow[] {
      return database
        .select()
        .from(chunks)
        .where(and(eq(chunks.documentId, documentId), gt(chunks.ordinal, after)))
        .orderBy(asc(chunks.ordinal))
        .limit(limit)
        .all();
    },

    /** Documents left between states by a process that was killed and whose job is gone. */
    unfinishedWithoutJob(): DocumentRow[] {
      return database
        .select()
        .from(documents)
        .where(
          and(
            inArray(documents.state, ['queued', 'extracting', 'indexing']),
            sql`not exists (select 1 from jobs where jobs.type = 'document.read' and jobs.state in ('queued', 'running') and json_extract(jobs.payload, '$.documentId') = ${documents.id})`,
          ),
        )
        .all();
    },
  };
}
