import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Role } from '#shared/contract/route.ts';
import type { Database } from '#main/db/connection.ts';
import { chatbotPeople, chatbots, clients, memberships } from '#main/db/schema/index.ts';
import type { Membership } from '#shared/contract/auth.ts';
import type { UserPrincipal } from './principal.ts';

export type AccessStore = ReturnType<typeof createAccessStore>;

export function createAccessStore(database: Database) {
  const membershipsOf = database
    .select({ clientId: memberships.clientId, role: memberships.role })
    .from(memberships)
    .innerJoin(clients, eq(clients.id, memberships.clientId))
    .where(and(eq(memberships.userId, sql.placeholder('userId')), isNull(clients.archivedAt)))
    .prepare();

  /** Chatbots of these clients that are shared with the whole team, or with this person. */
  function sharedChatbotIds(userId: string, clientIds: readonly string[]): string[] {
    if (clientIds.length === 0) return [];
    const chosen = database
      .select({ id: chatbotPeople.chatbotId })
      .from(chatbotPeople)
      .where(eq(chatbotPeople.userId, userId));
    return database
      .select({ id: chatbots.id })
      .from(chatbots)
      .where(
        and(
          inArray(chatbots.clientId, [...clientIds]),
          or(eq(chatbots.sharing, 'team'), inArray(chatbots.id, chosen)),
        ),
      )
      .all()
      .map(row => row.id);
  }

  return {
    /** What a person reaches by their memberships. Owners and administrators need none. */
    reachOf(userId: string, role: Role): Pick<UserPrincipal, 'memberships' | 'sharedChatbotIds'> {
      if (role === 'owner' || role === 'admin') return { memberships: [], sharedChatbotIds: [] };
      const held: Membership[] = membershipsOf.all({ userId });
      const asMember = held.filter(membership => membership.role === 'member');
      return {
        memberships: held,
        sharedChatbotIds: sharedChatbotIds(
          userId,
          asMember.map(membership => membership.clientId),
        ),
      };
    },
  };
}
