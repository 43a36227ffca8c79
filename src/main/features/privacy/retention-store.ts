import { and, asc, eq, inArray, lt, notExists, sql } from 'drizzle-orm';
import type { RemovedCounts } from '#shared/contract/privacy.ts';
import type { Database } from '#main/db/connection.ts';
import { keptTables } from '#main/db/rules/index.ts';
import { conversations, documents, messages, sessions } from '#main/db/schema/index.ts';
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

    /** Deletes what is kept as conversations are; how many, by what they are called on a certificate. */
    removeOld(clientId: string, before: string): Partial<RemovedCounts> {
      const removed: Partial<RemovedCounts> = {};
      for (const { table, client, since, whileNamedBy = [], counted } of keptTables) {
        const named = whileNamedBy.map(column =>
          notExists(
            database
              .select({ one: sql`1` })
              .from(column.table)
              .where(sql`${column} = ${table}.id`),
          ),
        );
        const { changes } = database
          .delete(table)
          .where(and(eq(client, clientId), lt(since, before), ...named))
          .run();
        if (counted !== null) removed[counted] = (removed[counted] ?? 0) + changes;
      }
      return removed;
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
