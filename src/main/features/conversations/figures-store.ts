import { and, count, eq, gte, ne, not, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { conversationWithin, type ClientScope } from '#main/db/client-scope.ts';
import { conversations, messages } from '#main/db/schema/index.ts';
import { ownTest, stillUnanswered } from './message-conditions.ts';

/** What was said aside from the documents (a greeting, what they are about, a wish for a person) measures nothing of them. */
const aboutDocuments = sql`coalesce(json_extract(${messages.metadata}, '$.aside'), 0) = 0`;

/** What the home page tells of how things stand; what was counted are figures of events. */
export function createFiguresStore(database: Database) {
  const within = (scope: ClientScope) =>
    and(conversationWithin(conversations, scope), ne(conversations.channel, 'preview'));

  return {
    /** Questions that nobody answered or dismissed since; the office's own tests left out. */
    unansweredSince(scope: ClientScope, instant: string): number {
      const row = database
        .select({ unanswered: count() })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(
          and(
            within(scope),
            not(ownTest),
            aboutDocuments,
            eq(messages.sender, 'bot'),
            eq(messages.status, 'complete'),
            gte(messages.createdAt, instant),
            eq(messages.abstained, true),
            stillUnanswered,
          ),
        )
        .get();
      return row?.unanswered ?? 0;
    },

    /** Whether anything was ever asked, tests included. */
    everAsked(scope: ClientScope): boolean {
      const row = database
        .select({ id: conversations.id })
        .from(conversations)
        .where(within(scope))
        .limit(1)
        .get();
      return row !== undefined;
    },
  };
}
