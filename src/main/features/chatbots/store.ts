import { and, asc, count, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { DocumentState } from '#shared/contract/document.ts';
import type { Database } from '#main/db/connection.ts';
import { chatbotWithin, type ClientScope } from '#main/db/client-scope.ts';
import { held, type Held } from '#main/db/held.ts';
import { isKnownTo } from '#main/db/known-to.ts';
import {
  chatbotPeople,
  chatbots,
  chatbotTags,
  conversations,
  documentChatbots,
  documents,
  models,
  tags,
} from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

type Row = typeof chatbots.$inferSelect;
export type ChatbotRow = Held<Row>;

export type ChatbotStore = ReturnType<typeof createChatbotStore>;

export function createChatbotStore(database: Database) {
  /** Documents linked to the chatbot of the row, in one of these states. */
  const documentsIn = (states: DocumentState[]) =>
    database.$count(
      documentChatbots,
      and(
        eq(documentChatbots.chatbotId, chatbots.id),
        inArray(
          documentChatbots.documentId,
          database.select({ id: documents.id }).from(documents).where(inArray(documents.state, states)),
        ),
      ),
    );
  const counted = {
    chatbot: chatbots,
    documentCount: documentsIn(['queued', 'extracting', 'indexing', 'ready']),
    readyDocumentCount: documentsIn(['ready']),
    conversationCount: database.$count(
      conversations,
      and(eq(conversations.chatbotId, chatbots.id), ne(conversations.channel, 'preview')),
    ),
  };
  const inReach = (scope: ClientScope) =>
    chatbotWithin({ clientId: chatbots.clientId, chatbotId: chatbots.id }, scope);
  type Counted = { chatbot: Row } & Pick<
    Chatbot,
    'documentCount' | 'readyDocumentCount' | 'conversationCount'
  >;
  const modelIds = database.select({ id: models.id }).from(models).prepare();
  /** Asked for each chatbot that is bound alone: for all of them at once, it would be looked up for each document. */
  const readyAndKnown = database
    .select({ documents: count() })
    .from(documents)
    .where(and(eq(documents.state, 'ready'), isKnownTo(documents.id, sql.placeholder('chatbotId'))))
    .prepare();
  /** The tags that chatbots are bound to, by name. */
  function tagIdsOf(ids: readonly string[]): Map<string, string[]> {
    const rows = database
      .select({ chatbotId: chatbotTags.chatbotId, tagId: chatbotTags.tagId })
      .from(chatbotTags)
      .innerJoin(tags, eq(tags.id, chatbotTags.tagId))
      .where(inArray(chatbotTags.chatbotId, [...ids]))
      .orderBy(asc(tags.key))
      .all();
    const found = new Map<string, string[]>();
    for (const { chatbotId, tagId } of rows) found.set(chatbotId, [...(found.get(chatbotId) ?? []), tagId]);
    return found;
  }
  function boundTo(chatbotId: string, tagIds: string[] = []) {
    if (tagIds.length === 0) return { tagIds };
    return { tagIds, readyDocumentCount: readyAndKnown.get({ chatbotId })?.documents ?? 0 };
  }
  /** Reads which models there are once, for as many chatbots as are to be told. */
  function asChatbots(rows: readonly Counted[]): Held<Chatbot>[] {
    const known = new Set(modelIds.all().map(({ id }) => id));
    const bound = tagIdsOf(rows.map(({ chatbot }) => chatbot.id));
    return rows.map(({ chatbot: { fallbackModelId, furtherModelIds, ...chatbot }, ...counts }) => {
      const ids = fallbackModelId === null ? furtherModelIds : [fallbackModelId, ...furtherModelIds];
      return held({
        ...chatbot,
        fallbackModelIds: ids.filter(id => known.has(id)),
        ...counts,
        ...boundTo(chatbot.id, bound.get(chatbot.id)),
      });
    });
  }

  return {
    list(scope: ClientScope): Held<Chatbot>[] {
      return asChatbots(
        database.select(counted).from(chatbots).where(inReach(scope)).orderBy(asc(chatbots.id)).all(),
      );
    },
    get(scope: ClientScope, id: string): Held<Chatbot> | null {
      const rows = database
        .select(counted)
        .from(chatbots)
        .where(and(eq(chatbots.id, id), inReach(scope)))
        .all();
      return asChatbots(rows)[0] ?? null;
    },
    /** The bot alone, without counts: what answering a question needs. */
    row(scope: ClientScope, id: string): ChatbotRow | null {
      const row = database
        .select()
        .from(chatbots)
        .where(and(eq(chatbots.id, id), inReach(scope)))
        .get();
      return held(row ?? null);
    },
    insert(row: Held<typeof chatbots.$inferInsert>): void {
      database.insert(chatbots).values(row).run();
    },
    update(scope: ClientScope, id: string, change: Partial<Row>): boolean {
      return (
        database
          .update(chatbots)
          .set(change)
          .where(and(eq(chatbots.id, id), inReach(scope)))
          .run().changes > 0
      );
    },
    remove(scope: ClientScope, id: string): boolean {
      return (
        database
          .delete(chatbots)
          .where(and(eq(chatbots.id, id), inReach(scope)))
          .run().changes > 0
      );
    },
    /** Of these, the tags of a client. */
    tagsAmong(clientId: HeldId, ids: readonly string[]): HeldId[] {
      return database
        .select({ id: tags.id })
        .from(tags)
        .where(and(eq(tags.clientId, clientId), inArray(tags.id, [...ids])))
        .all()
        .map(row => held(row).id);
    },
    /** Binds a chatbot to these tags and no others; inside a transaction of the caller. */
    bind(chatbotId: HeldId, tagIds: readonly HeldId[]): void {
      database
        .delete(chatbotTags)
        .where(and(eq(chatbotTags.chatbotId, chatbotId), notInArray(chatbotTags.tagId, [...tagIds])))
        .run();
      for (const tagId of tagIds)
        database.insert(chatbotTags).values({ chatbotId, tagId }).onConflictDoNothing().run();
    },
    /** Documents, tags, and the people it is shared with. */
    copyLinks(fromId: HeldId, toId: HeldId): void {
      database.run(
        sql`insert into ${chatbotPeople} (chatbot_id, user_id) select ${toId}, user_id from ${chatbotPeople} where chatbot_id = ${fromId}`,
      );
      database.run(
        sql`insert into ${chatbotTags} (chatbot_id, tag_id) select ${toId}, tag_id from ${chatbotTags} where chatbot_id = ${fromId}`,
      );
      database.run(
        sql`insert into ${documentChatbots} (document_id, chatbot_id) select document_id, ${toId} from ${documentChatbots} where chatbot_id = ${fromId}`,
      );
    },
  };
}
