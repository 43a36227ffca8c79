import { and, count, desc, eq, inArray, isNotNull, isNull, ne, notInArray, sql } from 'drizzle-orm';
import type { Membership } from '#shared/contract/auth.ts';
import type { Database } from '#main/db/connection.ts';
import { chatbotPeople, chatbots, memberships, sessions, users } from '#main/db/schema/index.ts';

import type { UnscopedId } from '#main/platform/held-id.ts';

export type UserRow = typeof users.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;

type NewUser = Omit<typeof users.$inferInsert, 'id'> & { id: UnscopedId<'a person is of no client'> };

/** Where somebody works by now. */
type Granted = Omit<Membership, 'clientId'> & {
  clientId: UnscopedId<'only those who administer every client give it'>;
};

export type AccountStore = ReturnType<typeof createAccountStore>;

export function createAccountStore(database: Database) {
  // Asked at every request: made once.
  const byIdOf = sql.placeholder('id');
  const userById = database.select().from(users).where(eq(users.id, byIdOf)).prepare();
  const sessionById = database.select().from(sessions).where(eq(sessions.id, byIdOf)).prepare();

  function insertMemberships(userId: string, held: readonly Membership[], createdAt: string): void {
    if (held.length === 0) return;
    database
      .insert(memberships)
      .values(held.map(membership => ({ userId, createdAt, ...membership })))
      .run();
  }

  return {
    ownerWithPasswordExists(): boolean {
      const row = database
        .select({ count: count() })
        .from(users)
        .where(and(eq(users.role, 'owner'), isNotNull(users.passwordHash)))
        .get();
      return (row?.count ?? 0) > 0;
    },
    /** The oldest that is not disabled. */
    firstOwner(): UserRow | null {
      return (
        database
          .select()
          .from(users)
          .where(eq(users.role, 'owner'))
          .orderBy(desc(users.active), users.id)
          .limit(1)
          .get() ?? null
      );
    },
    byEmail(email: string): UserRow | null {
      return database.select().from(users).where(eq(users.email, email)).get() ?? null;
    },
    byId(id: string): UserRow | null {
      return userById.get({ id }) ?? null;
    },
    /** Those who can sign in. */
    withPassword(): UserRow[] {
      return database
        .select()
        .from(users)
        .where(and(isNotNull(users.passwordHash), eq(users.active, true)))
        .orderBy(users.fullName, users.id)
        .all();
    },
    /** Whether someone else has these three letters. */
    initialsTaken(initials: string, exceptUserId = ''): boolean {
      return (
        database
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.initials, initials), ne(users.id, exceptUserId)))
          .get() !== undefined
      );
    },
    membershipsOf(userId: string): Membership[] {
      return database
        .select({ clientId: memberships.clientId, role: memberships.role })
        .from(memberships)
        .where(eq(memberships.userId, userId))
        .orderBy(memberships.clientId)
        .all();
    },
    insert(row: typeof users.$inferInsert): UserRow {
      return database.insert(users).values(row).returning().get();
    },
    insertWithMemberships(row: NewUser, held: readonly Granted[]): UserRow {
      return database.transaction(() => {
        const user = database.insert(users).values(row).returning().get();
        insertMemberships(user.id, held, row.createdAt);
        return user;
      });
    },
    update(id: string, change: Partial<UserRow>): UserRow | null {
      return database.update(users).set(change).where(eq(users.id, id)).returning().get() ?? null;
    },
    /** Writes what differs. Chatbots of clients that the person leaves are shared with them no more. */
    replaceMemberships(userId: string, held: readonly Granted[], createdAt: string): void {
      const left = database
        .select({ id: chatbots.id })
        .from(chatbots)
        .where(
          notInArray(
            chatbots.clientId,
            held.map(({ clientId }) => clientId),
          ),
        );
      database.transaction(() => {
        database
          .delete(memberships)
          .where(
            and(
              eq(memberships.userId, userId),
              notInArray(
                memberships.clientId,
                held.map(({ clientId }) => clientId),
              ),
            ),
          )
          .run();
        // Those that stay as they are stay untouched: the journal tells what changed, and nothing else.
        for (const { clientId, role } of held)
          database
            .insert(memberships)
            .values({ userId, clientId, role, createdAt })
            .onConflictDoUpdate({
              target: [memberships.userId, memberships.clientId],
              set: { role },
              setWhere: ne(memberships.role, role),
            })
            .run();
        database
          .delete(chatbotPeople)
          .where(and(eq(chatbotPeople.userId, userId), inArray(chatbotPeople.chatbotId, left)))
          .run();
      });
    },
    /** Everything in it happens, or nothing. */
    atOnce<T>(change: () => T): T {
      return database.transaction(() => change());
    },

    insertSession(row: typeof sessions.$inferInsert): SessionRow {
      return database.insert(sessions).values(row).returning().get();
    },
    session(id: string): SessionRow | null {
      return sessionById.get({ id }) ?? null;
    },
    updateSession(id: string, change: Partial<SessionRow>): void {
      database.update(sessions).set(change).where(eq(sessions.id, id)).run();
    },
    revokeSessionsOf(userId: string, revokedAt: string, exceptId: string | null): void {
      database
        .update(sessions)
        .set({ revokedAt })
        .where(
          and(
            eq(sessions.userId, userId),
            isNull(sessions.revokedAt),
            exceptId === null ? undefined : ne(sessions.id, exceptId),
          ),
        )
        .run();
    },
  };
}
