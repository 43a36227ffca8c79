import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Language } from '#shared/contract/vocabulary.ts';
import { OPENING_CHARACTERS, type DocumentIdentity } from './document-preference.ts';
import { isErrorCode, type ErrorCode } from '#shared/errors.ts';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { held, type Held } from '#main/db/held.ts';
import { isKnownTo } from '#main/db/known-to.ts';
import { oneOf } from '#main/db/one-of.ts';
import {
  chunks,
  documentTexts,
  documents,
  embeddingProblems,
  embeddings,
  embeddingStates,
} from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { createMissingVectors } from './missing-vectors-store.ts';
import { createSearchedDocuments } from './searched-documents-store.ts';
import { createStandingVectors } from './standing-vectors-store.ts';
import { fromBytes, toBytes } from './vector-bytes.ts';

export type FoundChunk = {
  id: number;
  documentId: HeldId;
  /** SHA-256 of the file's bytes: two documents that share it are two copies of one. */
  contentHash: string;
  ordinal: number;
  title: string;
  page: number | null;
  heading: string | null;
  /** The header row of the table whose later rows it begins with. */
  tableHeader: string | null;
  text: string;
  start: number;
  end: number;
  /** Its words are a person's, and do not stand there. */
  edited: boolean;
};

export type Knowledge = {
  ready: number;
  working: number;
  /** Passages of the ready documents by language; a document in neither counts in none. */
  passages: Record<Language, number>;
};

/** What one document is, at a glance. `headings` are paths, in order. */
export type DocumentOutline = {
  documentId: HeldId;
  title: string;
  mediaType: string | null;
  pages: number | null;
  /** Its first passage, and where it stands. */
  opening: string;
  start: number;
  end: number;
  page: number | null;
  headings: string[];
};

const HEADINGS_OF_OUTLINE = 200;
/** A longer document is not read whole for its headings. */
const PASSAGES_READ_WHOLE = 200;

export type SearchStore = ReturnType<typeof createSearchStore>;

/** Passages of one client and index, and the most frequent reason of those that failed. */
export type EmbeddingProblems = { cut: number; failed: number; failure: ErrorCode | null };

export function createSearchStore(database: Database) {
  /** The paths under which the passages of a document begin. */
  function headingsAbove(documentId: HeldId): string[] {
    return database
      .selectDistinct({ heading: chunks.heading })
      .from(chunks)
      .where(and(eq(chunks.documentId, documentId), sql`${chunks.heading} is not null`))
      .limit(HEADINGS_OF_OUTLINE)
      .all()
      .flatMap(({ heading }) => heading ?? []);
  }

  /** Every heading of a document. */
  function headingsIn(documentId: HeldId): string[] {
    const stored = database
      .select({ text: documentTexts.text, blocks: documentTexts.blocks })
      .from(documentTexts)
      .where(eq(documentTexts.documentId, documentId))
      .get();
    return (stored?.blocks ?? [])
      .filter(({ kind }) => kind === 'heading')
      .slice(0, HEADINGS_OF_OUTLINE)
      .map(({ start, end }) => stored?.text.slice(start, end).replace(/\s+/gu, ' ') ?? '');
  }
  const chunkIdsOf = (scope: ClientScope) =>
    database.select({ id: chunks.id }).from(chunks).where(withinScope(chunks.clientId, scope));

  // Asked at every question: prepared once.
  const known = database
    .select({
      state: documents.state,
      language: documents.language,
      documents: count(),
      passages: sql<number>`sum(${documents.passageCount})`,
    })
    .from(documents)
    .where(isKnownTo(documents.id, sql.placeholder('chatbotId')))
    .groupBy(documents.state, documents.language)
    .prepare();
  const found = database
    .select({
      id: chunks.id,
      documentId: chunks.documentId,
      contentHash: documents.contentHash,
      ordinal: chunks.ordinal,
      title: documents.title,
      page: chunks.page,
      heading: chunks.heading,
      tableHeader: chunks.tableHeader,
      text: chunks.text,
      start: chunks.start,
      end: chunks.end,
      edited: chunks.edited,
    })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(
      and(
        oneOf(chunks.id, sql.placeholder('ids')),
        // No index on it is wanted: the few are found by their ids.
        sql`+${chunks.clientId} = ${sql.placeholder('clientId')}`,
        eq(documents.state, 'ready'),
      ),
    )
    .prepare();

  return {
    ...createMissingVectors(database),
    ...createSearchedDocuments(database),
    ...createStandingVectors(database),

    /** Ready ones among them; of another client, none. */
    chunks(clientId: HeldId, ids: readonly number[]): Map<number, FoundChunk> {
      if (ids.length === 0) return new Map();
      const rows = found.all({ ids: JSON.stringify(ids), clientId });
      return new Map(rows.map(row => [row.id, { ...held(row), id: row.id }]));
    },

    /** What documents say they are. */
    identities(documentIds: readonly HeldId[]): Map<string, DocumentIdentity> {
      const rows = database
        .select({
          id: documents.id,
          title: documents.title,
          fileName: documents.fileName,
          opening: sql<string>`substr(${chunks.text}, 1, ${OPENING_CHARACTERS})`,
        })
        .from(documents)
        .innerJoin(chunks, and(eq(chunks.documentId, documents.id), eq(chunks.ordinal, 0)))
        .where(inArray(documents.id, [...documentIds]))
        .all();
      return new Map(rows.map(({ id, ...identity }) => [id, identity]));
    },

    /** What a chatbot knows: documents ready or on their way, and the languages of the ready ones. */
    knowledge(chatbotId: HeldId): Knowledge {
      const rows = known.all({ chatbotId });
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

    /** The ready documents of a chatbot, the largest first, with the words that they begin with and their headings. */
    outlines(chatbotId: HeldId, limit: number): DocumentOutline[] {
      const rows = database
        .select({
          documentId: documents.id,
          title: documents.title,
          mediaType: documents.mediaType,
          pages: documents.pageCount,
          passages: documents.passageCount,
          opening: chunks.text,
          start: chunks.start,
          end: chunks.end,
          page: chunks.page,
        })
        .from(documents)
        .innerJoin(chunks, and(eq(chunks.documentId, documents.id), eq(chunks.ordinal, 0)))
        .where(and(isKnownTo(documents.id, chatbotId), eq(documents.state, 'ready')))
        .orderBy(desc(documents.passageCount), documents.id)
        .limit(limit)
        .all();
      return rows.map(held).map(({ passages, ...row }) => ({
        ...row,
        headings: passages > PASSAGES_READ_WHOLE ? headingsAbove(row.documentId) : headingsIn(row.documentId),
      }));
    },

    passageCount(scope: ClientScope): number {
      return (
        database
          .select({ passages: sql<number>`coalesce(sum(${documents.passageCount}), 0)` })
          .from(documents)
          .where(and(withinScope(documents.clientId, scope), eq(documents.state, 'ready')))
          .get()?.passages ?? 0
      );
    },

    // Vectors

    embeddingState(scope: ClientScope) {
      return (
        database.select().from(embeddingStates).where(withinScope(embeddingStates.clientId, scope)).get() ??
        null
      );
    },
    saveEmbeddingState(row: Held<typeof embeddingStates.$inferInsert>): void {
      const { clientId: _clientId, ...change } = row;
      database
        .insert(embeddingStates)
        .values(row)
        .onConflictDoUpdate({ target: embeddingStates.clientId, set: change })
        .run();
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
    /** Some vectors of given documents, spread over them. */
    vectorsOf(documentIds: readonly HeldId[], fingerprint: string, limit: number) {
      return database
        .select({ documentId: chunks.documentId, vector: embeddings.vector })
        .from(embeddings)
        .innerJoin(chunks, eq(chunks.id, embeddings.chunkId))
        .where(and(inArray(chunks.documentId, [...documentIds]), eq(embeddings.fingerprint, fingerprint)))
        .orderBy(chunks.ordinal, chunks.id)
        .limit(limit)
        .all()
        .map(row => ({ ...row, vector: fromBytes(row.vector) }));
    },
    vectors(scope: ClientScope, fingerprint: string, afterChunkId: number, limit: number) {
      return database
        .select({ chunkId: embeddings.chunkId, documentId: chunks.documentId, vector: embeddings.vector })
        .from(embeddings)
        .innerJoin(chunks, eq(chunks.id, embeddings.chunkId))
        .where(
          and(
            withinScope(chunks.clientId, scope),
            eq(embeddings.fingerprint, fingerprint),
            sql`${embeddings.chunkId} > ${afterChunkId}`,
          ),
        )
        .orderBy(embeddings.chunkId)
        .limit(limit)
        .all()
        .map(row => ({ ...row, vector: fromBytes(row.vector) }));
    },
    vectorCount(scope: ClientScope, fingerprint: string): number {
      return (
        database
          .select({ vectors: count() })
          .from(embeddings)
          .innerJoin(chunks, eq(chunks.id, embeddings.chunkId))
          .where(and(withinScope(chunks.clientId, scope), eq(embeddings.fingerprint, fingerprint)))
          .get()?.vectors ?? 0
      );
    },
    /** Some vectors under a fingerprint go, with what was wrong with passages. @returns how many; none: all are gone. */
    forgetVectors(scope: ClientScope, fingerprint: string, limit: number): number {
      return database.transaction(() => {
        const gone = [embeddings, embeddingProblems].map(table => {
          const some = database
            .select({ id: table.chunkId })
            .from(table)
            .innerJoin(chunks, eq(chunks.id, table.chunkId))
            .where(and(eq(table.fingerprint, fingerprint), withinScope(chunks.clientId, scope)))
            .limit(limit);
          return database
            .delete(table)
            .where(and(eq(table.fingerprint, fingerprint), inArray(table.chunkId, some)))
            .run().changes;
        });
        return gone.reduce((sum, changes) => sum + changes, 0);
      });
    },
    /** The fingerprints under which a client has vectors. */
    fingerprints: (scope: ClientScope): string[] =>
      database
        .selectDistinct({ fingerprint: embeddings.fingerprint })
        .from(embeddings)
        .innerJoin(chunks, eq(chunks.id, embeddings.chunkId))
        .where(withinScope(chunks.clientId, scope))
        .all()
        .map(row => row.fingerprint),

    /** Keeps which passages have no vector, or one of their beginning alone; those that are gone are passed over. */
    saveProblems(
      fingerprint: string,
      rows: readonly { chunkId: number; kind: 'cut' | 'failed'; failure: ErrorCode | null }[],
    ): void {
      if (rows.length === 0) return;
      database.transaction(() => {
        for (const row of rows) {
          database.run(sql`
            insert or replace into ${embeddingProblems} (chunk_id, fingerprint, kind, failure)
            select ${row.chunkId}, ${fingerprint}, ${row.kind}, ${row.failure}
            where exists (select 1 from ${chunks} where ${chunks.id} = ${row.chunkId})`);
        }
      });
    },
    problems(scope: ClientScope, fingerprint: string): EmbeddingProblems {
      const rows = database
        .select({
          kind: embeddingProblems.kind,
          failure: embeddingProblems.failure,
          passages: count(),
        })
        .from(embeddingProblems)
        .where(
          and(
            eq(embeddingProblems.fingerprint, fingerprint),
            inArray(embeddingProblems.chunkId, chunkIdsOf(scope)),
          ),
        )
        .groupBy(embeddingProblems.kind, embeddingProblems.failure)
        .orderBy(desc(count()))
        .all();
      const total = (kind: 'cut' | 'failed') =>
        rows.filter(row => row.kind === kind).reduce((sum, row) => sum + row.passages, 0);
      const failure = rows.find(row => row.kind === 'failed')?.failure ?? null;
      return { cut: total('cut'), failed: total('failed'), failure: isErrorCode(failure) ? failure : null };
    },
    /** Passages that failed are tried again. */
    forgetFailures(scope: ClientScope): void {
      database
        .delete(embeddingProblems)
        .where(
          and(eq(embeddingProblems.kind, 'failed'), inArray(embeddingProblems.chunkId, chunkIdsOf(scope))),
        )
        .run();
    },
  };
}
