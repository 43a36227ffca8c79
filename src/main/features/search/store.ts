import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { Database } from '#main/db/connection.ts';
import { chunks, documentChatbots, documents, embeddings, embeddingStates } from '#main/db/schema/index.ts';

export type FoundChunk = {
  id: number;
  documentId: string;
  /** SHA-256 of the file's bytes: two documents that share it are two copies of one. */
  contentHash: string;
  ordinal: number;
  title: string;
  page: number | null;
  heading: string | null;
  text: string;
  start: number;
  end: number;
};

export type Knowledge = {
  ready: number;
  working: number;
  /** Passages of the ready documents by language; a document in neither counts in none. */
  passages: Record<Language, number>;
};

export type SearchStore = ReturnType<typeof createSearchStore>;

export function createSearchStore(database: Database) {
  return {
    chunks(ids: readonly number[]): Map<number, FoundChunk> {
      if (ids.length === 0) return new Map();
      const rows = database
        .select({
          id: chunks.id,
          documentId: chunks.documentId,
          contentHash: documents.contentHash,
          ordinal: chunks.ordinal,
          title: documents.title,
          page: chunks.page,
          heading: chunks.heading,
          text: chunks.text,
          start: chunks.start,
          end: chunks.end,
        })
        .from(chunks)
        .innerJoin(documents, eq(documents.id, chunks.documentId))
        .where(and(inArray(chunks.id, [...ids]), eq(documents.state, 'ready')))
        .all();
      return new Map(rows.map(row => [row.id, row]));
    },

    /** Ready documents a chatbot may use; null when it may use every one of its client. */
    documentFilter(clientId: string, chatbotId: string | null): string[] | null {
      if (chatbotId === null) return null;
      const linked = database
        .select({ id: documentChatbots.documentId })
        .from(documentChatbots)
        .where(eq(documentChatbots.chatbotId, chatbotId))
        .all();
      const all = database
        .select({ documents: count() })
        .from(documents)
        .where(eq(documents.clientId, clientId))
        .get();
      return linked.length === (all?.documents ?? 0) ? null : linked.map(row => row.id);
    },

    /** What a chatbot knows: documents ready or on their way, and the languages of the ready ones. */
    knowledge(chatbotId: string): Knowledge {
      const rows = database
        .select({
          state: documents.state,
          language: documents.language,
          documents: count(),
          passages: sql<number>`sum(${documents.passageCount})`,
        })
        .from(documentChatbots)
        .innerJoin(documents, eq(documents.id, documentChatbots.documentId))
        .where(eq(documentChatbots.chatbotId, chatbotId))
        .groupBy(documents.state, documents.language)
        .all();
      const ready = rows.filter(row => row.state === 'ready');
      const total = (list: typeof rows) => list.reduce((sum, row) => sum + row.documents, 0);
      const passages = { fr: 0, en: 0 };
      for (const row of ready) if (row.language) passages[row.language] += row.passages;
      return {
        ready: total(ready),
        working: total(rows.filter(({ state }) => ['queued', 'extracting', 'indexing'].includes(state))),
        passages,
      };
    },

    passageCount(clientId: string): number {
      return (
        database
          .select({ passages: sql<number>`coalesce(sum(${documents.passageCount}), 0)` })
          .from(documents)
          .where(and(eq(documents.clientId, clientId), eq(documents.state, 'ready')))
          .get()?.passages ?? 0
      );
    },

    // Vectors

    embeddingState(clientId: string) {
      return (
        database.select().from(embeddingStates).where(eq(embeddingStates.clientId, clientId)).get() ?? null
      );
    },
    saveEmbeddingState(row: typeof embeddingStates.$inferInsert): void {
      const { clientId: _clientId, ...change } = row;
      database
        .insert(embeddingStates)
        .values(row)
        .onConflictDoUpdate({ target: embeddingStates.clientId, set: change })
        .run();
    },
    /** Passages of ready documents that have no vector under the fingerprint yet. */
    withoutVector(clientId: string, fingerprint: string, limit: number) {
      return database
        .select({
          id: chunks.id,
          documentId: chunks.documentId,
          title: documents.title,
          heading: chunks.heading,
          text: chunks.text,
        })
        .from(chunks)
        .innerJoin(documents, eq(documents.id, chunks.documentId))
        .where(
          and(
            eq(chunks.clientId, clientId),
            eq(documents.state, 'ready'),
            sql`not exists (select 1 from ${embeddings} where ${embeddings.chunkId} = ${chunks.id} and ${embeddings.fingerprint} = ${fingerprint})`,
          ),
        )
        .limit(limit)
        .all();
    },
    /** Stores vectors of passages that still exist; returns those. */
    saveVectors(
      fingerprint: string,
      rows: readonly { chunkId: number; vector: Float32Array }[],
    ): Set<number> {
      return database.transaction(() => {
        const known = new Set(
          database
            .select({ id: chunks.id })
            .from(chunks)
            .where(
              inArray(
                chunks.id,
                rows.map(row => row.chunkId),
              ),
            )
            .all()
            .map(row => row.id),
        );
        for (const { chunkId, vector } of rows) {
          if (!known.has(chunkId)) continue;
          database
            .insert(embeddings)
            .values({ chunkId, fingerprint, vector: toBytes(vector) })
            .onConflictDoNothing()
            .run();
        }
        return known;
      });
    },
    vectors(clientId: string, fingerprint: string, afterChunkId: number, limit: number) {
      return database
        .select({ chunkId: embeddings.chunkId, documentId: chunks.documentId, vector: embeddings.vector })
        .from(embeddings)
        .innerJoin(chunks, eq(chunks.id, embeddings.chunkId))
        .where(
          and(
            eq(chunks.clientId, clientId),
            eq(embeddings.fingerprint, fingerprint),
            sql`${embeddings.chunkId} > ${afterChunkId}`,
          ),
        )
        .orderBy(embeddings.chunkId)
        .limit(limit)
        .all()
        .map(row => ({ ...row, vector: fromBytes(row.vector) }));
    },
    vectorCount(clientId: string, fingerprint: string): number {
      return (
        database
          .select({ vectors: count() })
          .from(embeddings)
          .innerJoin(chunks, eq(chunks.id, embeddings.chunkId))
          .where(and(eq(chunks.clientId, clientId), eq(embeddings.fingerprint, fingerprint)))
          .get()?.vectors ?? 0
      );
    },
    forgetOtherVectors(clientId: string, fingerprint: string): void {
      database
        .delete(embeddings)
        .where(
          and(
            sql`${embeddings.fingerprint} <> ${fingerprint}`,
            inArray(
              embeddings.chunkId,
              database.select({ id: chunks.id }).from(chunks).where(eq(chunks.clientId, clientId)),
            ),
          ),
        )
        .run();
    },
  };
}

function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function fromBytes(bytes: Buffer): Float32Array {
  // A copy: SQLite's buffers are not aligned on four bytes.
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer);
}
