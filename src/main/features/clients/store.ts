import { and, asc, count, eq, isNotNull, isNull, lt, notInArray, sql, type SQL } from 'drizzle-orm';
import type { Client, ClientPerson } from '#shared/contract/clients.ts';
import type { Database } from '#main/db/connection.ts';
import {
  chatbotWithin,
  clientWithin,
  scopeHolds,
  withinScope,
  type ClientScope,
} from '#main/db/client-scope.ts';
import { documentWithin } from '#main/db/document-reach.ts';
import { held, type Held } from '#main/db/held.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import {
  chatbots,
  clients,
  conversations,
  documents,
  leads,
  memberships,
  users,
} from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

export type ClientRow = typeof clients.$inferSelect;
export type ClientFilter = { q: string | undefined; archived: 'without' | 'with' | 'only' };
type Counted = { client: ClientRow; chatbotCount: number; documentCount: number };

const unseen = {
  domain: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  notes: null,
  monthlyQuota: null,
  conversationRetentionDays: null,
  fileRetentionDays: null,
  logRetentionDays: null,
};

export type ClientStore = ReturnType<typeof createClientStore>;

/** @param erasing the clients whose erasure is under way */
export function createClientStore(database: Database, erasing: () => ReadonlySet<string>) {
  const reached = (scope: ClientScope) => ({
    client: clients,
    chatbotCount: database.$count(
      chatbots,
      and(
        eq(chatbots.clientId, clients.id),
        chatbotWithin({ clientId: chatbots.clientId, chatbotId: chatbots.id }, scope),
      ),
    ),
    documentCount: database.$count(
      documents,
      and(
        eq(documents.clientId, clients.id),
        notInArray(documents.state, ['failed', 'set_aside']),
        documentWithin(database, scope),
      ),
    ),
  });
  /** Who only chats there knows the client by its name: contacts, notes and terms are for those who work for it. */
  const asClient = (scope: ClientScope) => {
    const beingErased = erasing();
    return ({ client, ...counts }: Counted): Client => ({
      ...client,
      ...(scopeHolds(scope, client.id) ? {} : unseen),
      ...counts,
      erasing: beingErased.has(client.id),
    });
  };

  const searched = sql`${clients.name} || ' ' || coalesce(${clients.domain}, '') || ' ' || coalesce(${clients.contactName}, '') || ' ' || coalesce(${clients.contactEmail}, '')`;
  const states: Record<ClientFilter['archived'], SQL | undefined> = {
    without: isNull(clients.archivedAt),
    with: undefined,
    only: isNotNull(clients.archivedAt),
  };

  // Asked at every question: prepared once.
  const state = database
    .select({ active: clients.active, archivedAt: clients.archivedAt })
    .from(clients)
    .where(eq(clients.id, sql.placeholder('id')))
    .prepare();

  return {
    list(scope: ClientScope, { q, archived }: ClientFilter): Held<Client>[] {
      return database
        .select(reached(scope))
        .from(clients)
        .where(
          and(
            clientWithin(clients.id, scope),
            states[archived],
            q === undefined || q === '' ? undefined : holdsWords(searched, q),
          ),
        )
        .orderBy(asc(clients.id))
        .all()
        .map(asClient(scope))
        .map(held);
    },
    get(scope: ClientScope, id: string): Held<Client> | null {
      const row = database
        .select(reached(scope))
        .from(clients)
        .where(and(eq(clients.id, id), clientWithin(clients.id, scope)))
        .get();
      return row ? held(asClient(scope)(row)) : null;
    },
    /** Ids of every client, archived ones too, oldest first. */
    allIds(): string[] {
      return database
        .select({ id: clients.id })
        .from(clients)
        .orderBy(asc(clients.id))
        .all()
        .map(row => row.id);
    },
    /** Clients in use beside this one. */
    openBeside(id: HeldId): number {
      const row = database
        .select({ others: count() })
        .from(clients)
        .where(and(isNull(clients.archivedAt), sql`${clients.id} <> ${id}`))
        .get();
      return row?.others ?? 0;
    },
    /** What decides whether its bots answer. */
    state(id: HeldId): Pick<ClientRow, 'active' | 'archivedAt'> | null {
      return state.get({ id }) ?? null;
    },
    insert(row: Held<typeof clients.$inferInsert>): void {
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
    people(id: HeldId): ClientPerson[] {
      return database
        .select({
          id: users.id,
          fullName: users.fullName,
          email: users.email,
          initials: users.initials,
          role: memberships.role,
          since: memberships.createdAt,
        })
        .from(memberships)
        .innerJoin(users, eq(users.id, memberships.userId))
        .where(eq(memberships.clientId, id))
        .orderBy(sql`fold(${users.fullName})`, asc(users.id))
        .all();
    },
    conversationsBefore(id: HeldId, instant: string): number {
      const row = database
        .select({ older: count() })
        .from(conversations)
        .where(and(eq(conversations.clientId, id), lt(conversations.updatedAt, instant)))
        .get();
      return row?.older ?? 0;
    },
    contactsBefore(id: HeldId, instant: string): number {
      const row = database
        .select({ older: count() })
        .from(leads)
        .where(and(eq(leads.clientId, id), lt(leads.createdAt, instant)))
        .get();
      return row?.older ?? 0;
    },
    documentsBefore(id: HeldId, instant: string): number {
      const row = database
        .select({ older: count() })
        .from(documents)
        .where(and(eq(documents.clientId, id), lt(documents.createdAt, instant)))
        .get();
      return row?.older ?? 0;
    },
  };
}
