import { and, asc, eq } from 'drizzle-orm';
import type { Client } from '#shared/contract/clients.ts';
import type { Database } from '#main/db/connection.ts';
import { clientWithin, withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { chatbots, clients, documents } from '#main/db/schema/index.ts';

export type ClientRow = typeof clients.$inferSelect;

export type ClientStore = ReturnType<typeof createClientStore>;

export function createClientStore(database: Database) {
  const counted = {
    client: clients,
    chatbotCount: database.$count(chatbots, eq(chatbots.clientId, clients.id)),
    documentCount: database.$count(documents, eq(documents.clientId, clients.id)),
  };
  const asClient = (row: { client: ClientRow; chatbotCount: number; documentCount: number }): Client => ({
    ...row.client,
    chatbotCount: row.chatbotCount,
    documentCount: row.documentCount,
  });

  return {
    list(scope: ClientScope): Client[] {
      return database
        .select(counted)
        .from(clients)
        .where(clientWithin(clients.id, scope))
        .orderBy(asc(clients.id))
        .all()
        .map(asClient);
    },
    get(scope: ClientScope, id: string): Client | null {
      const row = database
        .select(counted)
        .from(clients)
        .where(and(eq(clients.id, id), clientWithin(clients.id, scope)))
        .get();
      return row ? asClient(row) : null;
    },
    /** Ids of every client, oldest first. */
    allIds(): string[] {
      return database
        .select({ id: clients.id })
        .from(clients)
        .orderBy(asc(clients.id))
        .all()
        .map(row => row.id);
    },
    insert(row: typeof clients.$inferInsert): void {
      database.insert(clients).values(row).run();
    },
    update(scope: ClientScope, id: string, change: Partial<ClientRow>): boolean {
      return (
        database
          .update(clients)
          .set(change)
          .where(and(eq(clients.id, id), withinScope(clients.id, scope)))
          .run().changes > 0
      );
    },
  };
}
