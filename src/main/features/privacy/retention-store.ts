import { and, asc, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { conversations, documents, leads, messages, sessions, visitors } from '#main/db/schema/index.ts';
import { removeInSlices } from './slices.ts';

const CONVERSATIONS_AT_ONCE = 5;

export type RetentionStore = ReturnType<typeof createRetentionStore>;

export function createRetentionStore(database: Database) {
  return {
    /** Deletes conversations that nobody touched since; none with an answer under way. @returns how many. */
    removeConversations(clientId: string, before: string, signal: AbortSignal): Promise<number> {
      return removeInSlices(
        database,
        () => {
          const some = database
            .select({ id: conversations.id })
            .from(conversations)
            .where(
              and(
                eq(conversations.clientId, clientId),
                lt(conversations.updatedAt, before),
                sql`not exists (select 1 from ${messages} where ${messages.conversationId} = ${conversations.id} and ${messages.status} = 'streaming')`,
              ),
            )
            .limit(CONVERSATIONS_AT_ONCE);
          return database.delete(conversations).where(inArray(conversations.id, some)).run().changes;
        },
        signal,
      );
    },

    /** Deletes what visitors left before that instant so that somebody answers. @returns how many. */
    removeContacts(clientId: string, before: string): number {
      return database
        .delete(leads)
        .where(and(eq(leads.clientId, clientId), lt(leads.createdAt, before)))
        .run().changes;
    },

    /** Forgets visitors who were not seen since, and of whom nothing else is left. @returns how many. */
    removeVisitors(clientId: string, before: string): number {
      const said = database
        .select({ id: conversations.id })
        .from(conversations)
        .where(eq(conversations.visitorId, visitors.id));
      const left = database.select({ id: leads.id }).from(leads).where(eq(leads.visitorId, visitors.id));
      return database
        .delete(visitors)
        .where(
          and(
            eq(visitors.clientId, clientId),
            lt(visitors.lastSeenAt, before),
            notExists(said),
            notExists(left),
          ),
        )
        .run().changes;
    },

    /** A document added before that instant; null when there is none left. */
    oldDocument(clientId: string, before: string): string | null {
      const row = database
        .select({ id: documents.id })
        .from(documents)
        .where(and(eq(documents.clientId, clientId), lt(documents.createdAt, before)))
        .orderBy(asc(documents.id))
        .limit(1)
        .get();
      return row?.id ?? null;
    },

    /** When the newest record of the installation was made; null without any. */
    newestRecord(): string | null {
      const times = [messages.createdAt, documents.createdAt, sessions.lastUsedAt].map(column =>
        database
          .select({ latest: sql<string | null>`max(${column})` })
          .from(column.table)
          .get(),
      );
      return (
        times
          .map(row => row?.latest ?? '')
          .toSorted()
          .at(-1) || null
      );
    },
  };
}
