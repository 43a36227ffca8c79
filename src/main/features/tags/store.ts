import { and, asc, count, countDistinct, eq, inArray, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { union } from 'drizzle-orm/sqlite-core';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { held, type Held } from '#main/db/held.ts';
import {
  chatbots,
  chatbotTags,
  documents,
  documentTags,
  sourceItems,
  sources,
  sourceTags,
  tags,
} from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

export type TagRow = Held<typeof tags.$inferSelect>;

export type TagStore = ReturnType<typeof createTagStore>;

/** Tags, and what has them. */
export function createTagStore(database: Database) {
  /** By its key within a client that is held. */
  function byKey(clientId: HeldId, key: string): TagRow | null {
    const row = database
      .select()
      .from(tags)
      .where(and(eq(tags.clientId, clientId), eq(tags.key, key)))
      .get();
    return held(row ?? null);
  }

  /** Condition that keeps tags: of a client that is reached in part, those of documents within reach. */
  function tagWithin(scope: ClientScope): SQL {
    const whole = withinScope(tags.clientId, scope);
    if (scope.limited === null) return whole;
    const inReach = database
      .select({ id: documents.id })
      .from(documents)
      .where(documentWithin(database, scope));
    const byHand = database
      .select({ id: documentTags.tagId })
      .from(documentTags)
      .where(inArray(documentTags.documentId, inReach));
    const bySource = database
      .select({ id: sourceTags.tagId })
      .from(sourceTags)
      .innerJoin(sourceItems, eq(sourceItems.sourceId, sourceTags.sourceId))
      .innerJoin(documents, eq(documents.id, sourceItems.documentId))
      .where(or(inArray(documents.id, inReach), inArray(documents.replaces, inReach)));
    const ofReached = and(
      inArray(tags.clientId, [...scope.limited.clientIds]),
      or(inArray(tags.id, byHand), inArray(tags.id, bySource)),
    );
    return or(whole, ofReached) ?? whole;
  }

  return {
    byKey,

    get(scope: ClientScope, id: string): TagRow | null {
      const row = database
        .select()
        .from(tags)
        .where(and(eq(tags.id, id), withinScope(tags.clientId, scope)))
        .get();
      return held(row ?? null);
    },

    /** Of a client that is reached in part, those of documents within reach. */
    reached(scope: ClientScope, id: string): TagRow | null {
      const row = database
        .select()
        .from(tags)
        .where(and(eq(tags.id, id), tagWithin(scope)))
        .get();
      return held(row ?? null);
    },

    list(scope: ClientScope): TagRow[] {
      return database.select().from(tags).where(tagWithin(scope)).orderBy(asc(tags.key)).all().map(held);
    },

    countOf: (clientId: HeldId): number =>
      database.select({ tags: count() }).from(tags).where(eq(tags.clientId, clientId)).get()?.tags ?? 0,

    /** How many documents within reach have each that are no earlier versions, by hand or of their source. */
    documentCounts(scope: ClientScope, ids: readonly HeldId[]): Map<string, number> {
      const byHand = database
        .select({ tagId: documentTags.tagId, documentId: documentTags.documentId })
        .from(documentTags)
        .where(inArray(documentTags.tagId, [...ids]));
      const bySource = database
        .select({
          tagId: sourceTags.tagId,
          documentId: sql<string>`${sourceItems.documentId}`.as('document_id'),
        })
        .from(sourceTags)
        .innerJoin(sourceItems, eq(sourceItems.sourceId, sourceTags.sourceId))
        .where(and(inArray(sourceTags.tagId, [...ids]), isNotNull(sourceItems.documentId)));
      // What answers until a newer version is read keeps the tags of its place.
      const untilRead = database
        .select({ tagId: sourceTags.tagId, documentId: sql<string>`${documents.replaces}`.as('document_id') })
        .from(sourceTags)
        .innerJoin(sourceItems, eq(sourceItems.sourceId, sourceTags.sourceId))
        .innerJoin(documents, eq(documents.id, sourceItems.documentId))
        .where(and(inArray(sourceTags.tagId, [...ids]), isNotNull(documents.replaces)));
      const having = union(byHand, bySource, untilRead).as('having');
      const rows = database
        .select({ tagId: having.tagId, documents: count() })
        .from(having)
        .innerJoin(documents, eq(documents.id, having.documentId))
        .where(and(ne(documents.state, 'set_aside'), documentWithin(database, scope)))
        .groupBy(having.tagId)
        .all();
      return new Map(rows.map(row => [row.tagId, row.documents]));
    },

    sourceCounts(ids: readonly HeldId[]): Map<string, number> {
      const rows = database
        .select({ tagId: sourceTags.tagId, sources: countDistinct(sourceTags.sourceId) })
        .from(sourceTags)
        .where(inArray(sourceTags.tagId, [...ids]))
        .groupBy(sourceTags.tagId)
        .all();
      return new Map(rows.map(({ tagId, sources: given }) => [tagId, given]));
    },

    /** The chatbots that are bound to each, by name. */
    boundTo(ids: readonly HeldId[]): Map<string, { id: string; name: string }[]> {
      const rows = database
        .select({ tagId: chatbotTags.tagId, id: chatbots.id, name: chatbots.name })
        .from(chatbotTags)
        .innerJoin(chatbots, eq(chatbots.id, chatbotTags.chatbotId))
        .where(inArray(chatbotTags.tagId, [...ids]))
        .orderBy(asc(chatbots.name), asc(chatbots.id))
        .all();
      const found = new Map<string, { id: string; name: string }[]>();
      for (const { tagId, ...chatbot } of rows) found.set(tagId, [...(found.get(tagId) ?? []), chatbot]);
      return found;
    },

    insert(row: Held<typeof tags.$inferInsert>): void {
      database.insert(tags).values(row).run();
    },
    update(id: HeldId, change: Partial<typeof tags.$inferInsert>): void {
      database.update(tags).set(change).where(eq(tags.id, id)).run();
    },
    remove(id: HeldId): void {
      database.delete(tags).where(eq(tags.id, id)).run();
    },
    /** What has one has the other from now on; inside a transaction of the caller. */
    moveTo(id: HeldId, intoId: HeldId): void {
      database.run(
        sql`insert or ignore into ${documentTags} (document_id, tag_id) select document_id, ${intoId} from ${documentTags} where tag_id = ${id}`,
      );
      database.run(
        sql`insert or ignore into ${sourceTags} (source_id, tag_id) select source_id, ${intoId} from ${sourceTags} where tag_id = ${id}`,
      );
      database.run(
        sql`insert or ignore into ${chatbotTags} (chatbot_id, tag_id) select chatbot_id, ${intoId} from ${chatbotTags} where tag_id = ${id}`,
      );
    },

    /** Documents within reach, in the order in which they are named; null where one is not. */
    documentsNamed(scope: ClientScope, ids: readonly string[]): { id: HeldId; clientId: HeldId }[] | null {
      const rows = database
        .select({ id: documents.id, clientId: documents.clientId })
        .from(documents)
        .where(and(inArray(documents.id, [...ids]), documentWithin(database, scope)))
        .all()
        .map(row => held(row));
      return rows.length === new Set(ids).size ? rows : null;
    },
    give(documentId: HeldId, tagId: HeldId): number {
      return database.insert(documentTags).values({ documentId, tagId }).onConflictDoNothing().run().changes;
    },
    take(documentId: HeldId, tagIds: readonly HeldId[]): number {
      return database
        .delete(documentTags)
        .where(and(eq(documentTags.documentId, documentId), inArray(documentTags.tagId, [...tagIds])))
        .run().changes;
    },

    source(scope: ClientScope, id: string) {
      const row = database
        .select({ id: sources.id, clientId: sources.clientId })
        .from(sources)
        .where(and(eq(sources.id, id), withinScope(sources.clientId, scope)))
        .get();
      return held(row ?? null);
    },
    ofSource(sourceId: HeldId): TagRow[] {
      return database
        .select({ tag: tags })
        .from(sourceTags)
        .innerJoin(tags, eq(tags.id, sourceTags.tagId))
        .where(eq(sourceTags.sourceId, sourceId))
        .orderBy(asc(tags.key))
        .all()
        .map(({ tag }) => held(tag));
    },
    giveToSource(sourceId: HeldId, tagId: HeldId): void {
      database.insert(sourceTags).values({ sourceId, tagId }).onConflictDoNothing().run();
    },
    takeFromSource(sourceId: HeldId, tagIds: readonly HeldId[]): void {
      database
        .delete(sourceTags)
        .where(and(eq(sourceTags.sourceId, sourceId), inArray(sourceTags.tagId, [...tagIds])))
        .run();
    },

    transaction: <Result>(write: () => Result): Result => database.transaction(write),
  };
}
