import { alias } from 'drizzle-orm/sqlite-core';
import { and, count, desc, eq, inArray, isNull, lt, ne, not, or, sql } from 'drizzle-orm';
import { openArtifactStates, type ArtifactState } from '#shared/contract/artifacts.ts';
import type { Database } from '#main/db/connection.ts';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import {
  artifacts,
  artifactVersions,
  chatbots,
  clients,
  contacts,
  conversations,
  memberships,
  users,
} from '#main/db/schema/index.ts';

export type ArtifactRow = Held<typeof artifacts.$inferSelect>;
type VersionRow = Held<typeof artifactVersions.$inferSelect>;

/** One with the names of who proposed and who decided. */
export type FoundArtifact = { row: ArtifactRow; proposedByName: string | null; decidedByName: string | null };

/** What it is about, as whoever proposes says. */
export type About = {
  chatbotId?: string | null | undefined;
  conversationId?: string | null | undefined;
  contactId?: string | null | undefined;
};

/** The same, found within reach, and the visitor it concerns. */
type AboutWhat = Pick<ArtifactRow, 'clientId' | 'chatbotId' | 'conversationId' | 'contactId' | 'visitorId'>;

type Filter = {
  limit: number;
  cursor: string | undefined;
  state: ArtifactState | undefined;
  open: boolean | undefined;
};

export type ArtifactStore = ReturnType<typeof createArtifactStore>;

export function createArtifactStore(database: Database) {
  const proposer = alias(users, 'proposer');
  const decider = alias(users, 'decider');
  const isOpen = inArray(artifacts.state, [...openArtifactStates]);
  const found = () =>
    database
      .select({ row: artifacts, proposedByName: proposer.fullName, decidedByName: decider.fullName })
      .from(artifacts)
      .leftJoin(proposer, eq(proposer.id, artifacts.proposedBy))
      .leftJoin(decider, eq(decider.id, artifacts.decidedBy));

  return {
    get(scope: ClientScope, id: string): FoundArtifact | null {
      const one = found()
        .where(and(eq(artifacts.id, id), withinScope(artifacts.clientId, scope)))
        .get();
      return one === undefined ? null : { ...one, row: held(one.row) };
    },

    /** Newest first; ids sort by time. */
    list(scope: ClientScope, filter: Filter): { items: FoundArtifact[]; nextCursor: string | null } {
      const rows = found()
        .where(
          and(
            withinScope(artifacts.clientId, scope),
            filter.state === undefined ? undefined : eq(artifacts.state, filter.state),
            filter.open === undefined ? undefined : filter.open ? isOpen : not(isOpen),
            filter.cursor === undefined ? undefined : lt(artifacts.id, filter.cursor),
          ),
        )
        .orderBy(desc(artifacts.id))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit).map(one => ({ ...one, row: held(one.row) }));
      return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.row.id ?? null) : null };
    },

    /** How many wait for a yes, by client. */
    waiting: (scope: ClientScope): { clientId: string; count: number }[] =>
      database
        .select({ clientId: artifacts.clientId, count: count() })
        .from(artifacts)
        .where(and(withinScope(artifacts.clientId, scope), eq(artifacts.state, 'review')))
        .groupBy(artifacts.clientId)
        .all(),

    versions: (id: HeldId): { version: VersionRow; byName: string | null }[] =>
      database
        .select({ version: artifactVersions, byName: users.fullName })
        .from(artifactVersions)
        .leftJoin(users, eq(users.id, artifactVersions.by))
        .where(eq(artifactVersions.artifactId, id))
        .orderBy(desc(artifactVersions.version))
        .all()
        .map(one => ({ ...one, version: held(one.version) })),

    /** All of every client in a state: for what an earlier process left. */
    inState: (state: ArtifactState): ArtifactRow[] =>
      database
        .select()
        .from(artifacts)
        .where(eq(artifacts.state, state))
        .all()
        .map(row => heldBecause('what an earlier process left is looked after for every client', row)),

    insert(row: ArtifactRow): void {
      database.insert(artifacts).values(row).run();
    },
    insertVersion(row: VersionRow): void {
      database.insert(artifactVersions).values(row).run();
    },

    /**
     * Changes it if it still is what somebody looked at: in that state, with that content.
     * @returns whether it was
     */
    move(
      scope: ClientScope,
      { id, state, contentHash }: Pick<ArtifactRow, 'id' | 'state' | 'contentHash'>,
      change: Partial<ArtifactRow>,
    ): boolean {
      return (
        database
          .update(artifacts)
          .set(change)
          .where(
            and(
              eq(artifacts.id, id),
              withinScope(artifacts.clientId, scope),
              eq(artifacts.state, state),
              eq(artifacts.contentHash, contentHash),
            ),
          )
          .run().changes === 1
      );
    },

    /** What it is about, all of it of the client, and which visitor that is. Null when something of it is not. */
    about(
      scope: ClientScope,
      clientId: string,
      { chatbotId, conversationId, contactId }: About,
    ): AboutWhat | null {
      const client = database
        .select({ id: clients.id })
        .from(clients)
        .where(and(eq(clients.id, clientId), withinScope(clients.id, scope)))
        .get();
      const bot =
        chatbotId == null ||
        database
          .select({ id: chatbots.id })
          .from(chatbots)
          .where(
            and(
              eq(chatbots.id, chatbotId),
              eq(chatbots.clientId, clientId),
              withinScope(chatbots.clientId, scope),
            ),
          )
          .get() !== undefined;
      const conversation =
        conversationId == null
          ? { visitorId: null }
          : database
              .select({ visitorId: conversations.visitorId })
              .from(conversations)
              .where(
                and(
                  eq(conversations.id, conversationId),
                  eq(conversations.clientId, clientId),
                  withinScope(conversations.clientId, scope),
                ),
              )
              .get();
      const contact =
        contactId == null
          ? { visitorId: null }
          : database
              .select({ visitorId: contacts.madeByVisitorId })
              .from(contacts)
              .where(
                and(
                  eq(contacts.id, contactId),
                  eq(contacts.clientId, clientId),
                  isNull(contacts.mergedInto),
                  withinScope(contacts.clientId, scope),
                ),
              )
              .get();
      if (!client || !bot || conversation === undefined || contact === undefined) return null;
      return held({
        clientId: client.id,
        chatbotId: chatbotId ?? null,
        conversationId: conversationId ?? null,
        contactId: contactId ?? null,
        visitorId: conversation.visitorId ?? contact.visitorId,
      });
    },

    /** Whether somebody else than this person may approve what is a client's. */
    hasOtherApprover(clientId: HeldId, userId: string): boolean {
      return (
        database
          .select({ one: sql`1` })
          .from(users)
          .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.clientId, clientId)))
          .where(
            and(
              ne(users.id, userId),
              eq(users.active, true),
              or(inArray(users.role, ['owner', 'admin']), eq(memberships.role, 'editor')),
            ),
          )
          .get() !== undefined
      );
    },
  };
}
