import { and, asc, count, eq, gt, inArray, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { held } from '#main/db/held.ts';
import { chunks, documents, passageLikenesses } from '#main/db/schema/index.ts';
import type { HeldId, UnscopedId } from '#main/platform/held-id.ts';
import { LIKENESS_VERSION } from './passage-likeness.ts';
import type { ChunkRow } from './passage-store.ts';

/** Groups that are looked at before others have their turn. */
const LOOKED_AT = 100;

const likeness = passageLikenesses;
const beside = alias(passageLikenesses, 'beside');

export type FoundGroup = { groupId: number; count: number; mark: string };
export type LikenessStore = ReturnType<typeof createLikenessStore>;

/** Groups of passages that say the same, as they were found (`likeness-index.ts`), of documents that answers rest on. */
export function createLikenessStore(database: Database) {
  const inReach = (scope: ClientScope) => and(documentWithin(database, scope), eq(documents.state, 'ready'));

  /** Groups after one that have two passages and more, wherever these are. */
  function groupsAfter(after: number, where: SQL | undefined): number[] {
    return database
      .selectDistinct({ id: likeness.groupId })
      .from(likeness)
      .where(and(gt(likeness.groupId, after), where))
      .orderBy(asc(likeness.groupId))
      .limit(LOOKED_AT)
      .all()
      .flatMap(({ id }) => (id === null ? [] : [id]));
  }

  return {
    groupsOfClient(clientId: UnscopedId<'those within reach are counted apart'>, after: number): number[] {
      return groupsAfter(after, and(eq(likeness.clientId, clientId), ne(likeness.groupId, likeness.chunkId)));
    },

    groupsOfDocument: (documentId: HeldId, after: number): number[] =>
      groupsAfter(after, eq(likeness.documentId, documentId)),

    /** Those of some groups that have two passages and more within reach, in their order. */
    counted(scope: ClientScope, groupIds: readonly number[]): FoundGroup[] {
      return database
        .select({
          groupId: sql<number>`${likeness.groupId}`,
          count: count(),
          mark: sql<string>`count(*) || '-' || sum(${likeness.chunkId})`,
        })
        .from(likeness)
        .innerJoin(documents, eq(documents.id, likeness.documentId))
        .where(and(inArray(likeness.groupId, [...groupIds]), inReach(scope)))
        .groupBy(likeness.groupId)
        .having(sql`count(*) > 1`)
        .orderBy(asc(likeness.groupId))
        .all();
    },

    /** Passages of a group within reach, with their documents. */
    ofGroup(scope: ClientScope, groupId: number, limit: number) {
      return database
        .select({ chunk: chunks, title: documents.title, fileName: documents.fileName })
        .from(likeness)
        .innerJoin(documents, eq(documents.id, likeness.documentId))
        .innerJoin(chunks, eq(chunks.id, likeness.chunkId))
        .where(and(eq(likeness.groupId, groupId), inReach(scope)))
        .orderBy(asc(likeness.chunkId))
        .limit(limit)
        .all()
        .map(({ chunk, ...document }) => ({ chunk: held(chunk), ...document }));
    },

    groupOf: (chunkId: number): number | null =>
      database.select({ id: likeness.groupId }).from(likeness).where(eq(likeness.chunkId, chunkId)).get()
        ?.id ?? null,

    /** Passages of a document, of these that are still there. */
    passages(documentId: HeldId, chunkIds: readonly number[]): ChunkRow[] {
      return database
        .select()
        .from(chunks)
        .where(and(eq(chunks.documentId, documentId), inArray(chunks.id, [...chunkIds])))
        .all()
        .map(held);
    },

    /** How many passages of a document say the same as another one within reach. */
    doublesIn(scope: ClientScope, documentId: HeldId): number {
      const others = database
        .select({ one: sql`1` })
        .from(beside)
        .innerJoin(documents, eq(documents.id, beside.documentId))
        .where(
          and(eq(beside.groupId, likeness.groupId), ne(beside.chunkId, likeness.chunkId), inReach(scope)),
        );
      const row = database
        .select({ n: count() })
        .from(likeness)
        .where(and(eq(likeness.documentId, documentId), sql`exists ${others}`))
        .get();
      return row?.n ?? 0;
    },

    /** Whether every passage was compared, as it is today. */
    isAllCompared(): boolean {
      const all = database.select({ n: count() }).from(chunks).get()?.n;
      const compared = database
        .select({ n: count() })
        .from(likeness)
        .where(and(eq(likeness.version, LIKENESS_VERSION), sql`${likeness.groupId} is not null`))
        .get()?.n;
      return all === compared;
    },

    /** Passages whose group has lost the one that it began with. */
    left(scope: ClientScope, limit: number): ChunkRow[] {
      return database
        .select({ chunk: chunks })
        .from(likeness)
        .innerJoin(chunks, eq(chunks.id, likeness.chunkId))
        .where(and(withinScope(likeness.clientId, scope), isNull(likeness.groupId)))
        .orderBy(asc(likeness.chunkId))
        .limit(limit)
        .all()
        .map(({ chunk }) => held(chunk));
    },
  };
}
