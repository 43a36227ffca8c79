import { and, desc, eq, exists, inArray, lt, ne, not } from 'drizzle-orm';
import type { UnansweredQuestion } from '#shared/contract/conversations.ts';
import type { Database } from '#main/db/connection.ts';
import { conversationWithin, type ClientScope } from '#main/db/client-scope.ts';
import { chatbots, conversations, messages } from '#main/db/schema/index.ts';
import { askedBefore, ownTest, stillUnanswered } from './message-conditions.ts';

type Filter = {
  limit: number;
  cursor: string | undefined;
  chatbotId: string | undefined;
  /** Only the office's own tests, or only the others. */
  ownTests: boolean | undefined;
};

/** Questions that the documents do not answer, until they do or somebody sets them aside. */
export function createUnansweredStore(database: Database) {
  return {
    unanswered(scope: ClientScope, filter: Filter) {
      const rows: UnansweredQuestion[] = database
        .select({
          messageId: messages.id,
          conversationId: messages.conversationId,
          chatbotId: conversations.chatbotId,
          chatbotName: chatbots.name,
          createdAt: messages.createdAt,
          question: askedBefore,
          ownTest: ownTest.mapWith(Boolean),
        })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .innerJoin(chatbots, eq(chatbots.id, conversations.chatbotId))
        .where(
          and(
            conversationWithin(conversations, scope),
            filter.chatbotId ? eq(conversations.chatbotId, filter.chatbotId) : undefined,
            eq(messages.abstained, true),
            ne(conversations.channel, 'preview'),
            stillUnanswered,
            filter.ownTests === undefined ? undefined : filter.ownTests ? ownTest : not(ownTest),
            filter.cursor ? lt(messages.id, filter.cursor) : undefined,
          ),
        )
        .orderBy(desc(messages.id))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit);
      return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.messageId ?? null) : null };
    },

    /** The conversations of the unanswered questions that were set aside, or taken up again. */
    dismiss(scope: ClientScope, ids: readonly string[], at: string | null) {
      const within = database
        .select({ id: conversations.id })
        .from(conversations)
        .where(and(eq(conversations.id, messages.conversationId), conversationWithin(conversations, scope)));
      return database
        .update(messages)
        .set({ dismissedAt: at })
        .where(and(inArray(messages.id, [...ids]), eq(messages.abstained, true), exists(within)))
        .returning({ clientId: messages.clientId, conversationId: messages.conversationId })
        .all();
    },
  };
}
