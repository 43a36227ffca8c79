import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { chatbotPeople, memberships, users } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

export type SharingStore = ReturnType<typeof createSharingStore>;

export function createSharingStore(database: Database) {
  const membersOf = (clientId: HeldId) =>
    and(eq(memberships.clientId, clientId), eq(memberships.role, 'member'), eq(users.active, true));

  return {
    /** Active people of a client whose role there is to chat. */
    members(clientId: HeldId): { id: string; fullName: string; initials: string; email: string }[] {
      return database
        .select({ id: users.id, fullName: users.fullName, initials: users.initials, email: users.email })
        .from(users)
        .innerJoin(memberships, eq(memberships.userId, users.id))
        .where(membersOf(clientId))
        .orderBy(asc(users.fullName), asc(users.id))
        .all();
    },
    chosen(chatbotId: HeldId): string[] {
      return database
        .select({ userId: chatbotPeople.userId })
        .from(chatbotPeople)
        .where(eq(chatbotPeople.chatbotId, chatbotId))
        .all()
        .map(row => row.userId);
    },
    /** Among `members`, those of `userIds` and no other; people out of sight, as disabled ones, keep what they had. */
    replace(chatbotId: HeldId, members: readonly string[], userIds: readonly string[]): void {
      database.transaction(() => {
        database
          .delete(chatbotPeople)
          .where(and(eq(chatbotPeople.chatbotId, chatbotId), inArray(chatbotPeople.userId, [...members])))
          .run();
        if (userIds.length === 0) return;
        database
          .insert(chatbotPeople)
          .values(userIds.map(userId => ({ chatbotId, userId })))
          .run();
      });
    },
  };
}
