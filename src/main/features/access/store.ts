import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Role } from '#shared/contract/route.ts';
import type { Database } from '#main/db/connection.ts';
import { chatbotPeople, chatbots, clients, memberships } from '#main/db/schema/index.ts';
import type { UserPrincipal } from './principal.ts';

export type AccessStore = ReturnType<typeof createAccessStore>;

/** Asked at every request: the statements are made once. */
export function createAccessStore(database: Database) {
  const userId = sql.placeholder('userId');
  const membershipsOf = database
    .select({ clientId: memberships.clientId, role: memberships.role })
    .from(memberships)
    .innerJoin(clients, eq(clients.id, memberships.clientId))
    .where(and(eq(memberships.userId, userId), isNull(clients.archivedAt)))
    .prepare();

  /** Where the person is a member: chatbots shared with the whole team, or with them. */
  const sharedChatbotsOf = database
    .select({ id: chatbots.id })
    .from(memberships)
    .innerJoin(chatbots, eq(chatbots.clientId, memberships.clientId))
    .leftJoin(
      chatbotPeople,
      and(eq(chatbotPeople.chatbotId, chatbots.id), eq(chatbotPeople.userId, memberships.userId)),
    )
    .where(
      and(
        eq(memberships.userId, userId),
        eq(memberships.role, 'member'),
        or(eq(chatbots.sharing, 'team'), sql`${chatbotPeople.userId} is not null`),
      ),
    )
    .prepare();

  return {
    /** What a person reaches by their memberships. Owners and administrators need none. */
    reachOf(person: string, role: Role): Pick<UserPrincipal, 'memberships' | 'sharedChatbotIds'> {
      if (role === 'owner' || role === 'admin') return { memberships: [], sharedChatbotIds: [] };
      const held = membershipsOf.all({ userId: person });
      const isMember = held.some(membership => membership.role === 'member');
      const shared = isMember ? sharedChatbotsOf.all({ userId: person }) : [];
      return { memberships: held, sharedChatbotIds: shared.map(row => row.id) };
    },
  };
}
