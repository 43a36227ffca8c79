import { and, count, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Membership } from '#main/features/access/principal.ts';
import type { Database } from '#main/db/connection.ts';
import { memberships, sessions, users } from '#main/db/schema/index.ts';

export type UserRow = typeof users.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;

export type AccountStore = ReturnType<typeof createAccountStore>;

export function createAccountStore(database: Database) {
  return {
    ownerWithPasswordExists(): boolean {
      const row = database
        .select({ count: count() })
        .from(users)
        .where(and(eq(users.role, 'owner'), isNotNull(users.passwordHash)))
        .get();
      return (row?.count ?? 0) > 0;
    },
    firstOwner(): UserRow | null {
      return (
        database
          .select()
          .from(users)
          .where(eq(users.role, 'owner'))
          .orderBy(users.createdAt)
          .limit(1)
          .get() ?? null
      );
    },
    byEmail(email: string): UserRow | null {
      return database.select().from(users).where(eq(users.email, email)).get() ?? null;
    },
    byId(id: string): UserRow | null {
      return database.select().from(users).where(eq(users.id, id)).get() ?? null;
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
    initialsTaken(initials: string): boolean {
      return (
        database.select({ id: users.id }).from(users).where(eq(users.initials, initials)).get() !== undefined
      );
    },
    insert(row: typeof users.$inferInsert): UserRow {
      return database.insert(users).values(row).returning().get();
    },
    update(id: string, change: Partial<UserRow>): UserRow | null {
      return database.update(users).set(change).where(eq(users.id, id)).returning().get() ?? null;
    },
    replaceMemberships(userId: string, held: readonly Membership[], createdAt: string): void {
      database.transaction(() => {
        database.delete(memberships).where(eq(memberships.userId, userId)).run();
        for (const membership of held)
          database
            .insert(memberships)
            .values({ userId, createdAt, ...membership })
            .run();
      });
    },

    insertSession(row: typeof sessions.$inferInsert): SessionRow {
      return database.insert(sessions).values(row).returning().get();
    },
    session(id: string): SessionRow | null {
      return database.select().from(sessions).where(eq(sessions.id, id)).get() ?? null;
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
