import { and, desc, eq, gt, gte, inArray, isNull, lt, lte, max, or, sql, type SQL } from 'drizzle-orm';
import type { NotificationPreferences } from '#shared/contract/notifications.ts';
import { clientWithin, type ClientScope } from '#main/db/client-scope.ts';
import { held, type Held } from '#main/db/held.ts';
import type { HeldId, UnscopedId } from '#main/platform/held-id.ts';
import type { Database } from '#main/db/connection.ts';
import { clients, notificationPreferences, notifications, users } from '#main/db/schema/index.ts';

export type NotificationRow = Held<typeof notifications.$inferSelect>;
/** What it is of stands in the event it comes of, which was recorded with what it tells. */
type NewNotification = Omit<NotificationRow, 'clientId' | 'subjectId'> & {
  clientId: UnscopedId<'the client of its event'> | null;
  subjectId: UnscopedId<'the subject of its event'>;
};
export type Told = { notification: NotificationRow; clientName: string | null };
export type PersonRow = Pick<typeof users.$inferSelect, 'id' | 'role' | 'email' | 'fullName' | 'language'>;

/** What one person may read of a kind, and whether they are told what concerns no client. */
export type KindWithin = { kind: string; scope: ClientScope; ofNoClient: boolean };

export type NotificationStore = ReturnType<typeof createNotificationStore>;

const people = {
  id: users.id,
  role: users.role,
  email: users.email,
  fullName: users.fullName,
  language: users.language,
};

export function createNotificationStore(database: Database) {
  /** Theirs, of the kinds they may read, where they may. */
  function readable(userId: string, kinds: readonly KindWithin[]): SQL | undefined {
    const each = kinds.map(({ kind, scope, ofNoClient }) =>
      and(
        eq(notifications.kind, kind),
        ofNoClient
          ? or(isNull(notifications.clientId), clientWithin(notifications.clientId, scope))
          : clientWithin(notifications.clientId, scope),
      ),
    );
    return and(eq(notifications.userId, userId), or(...each) ?? sql`1 = 0`);
  }

  return {
    /** All that `write` stores is there, or nothing. */
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },
    /** Once for each person and event. @returns whether it was new. */
    insert(row: NewNotification): boolean {
      return database.insert(notifications).values(row).onConflictDoNothing().run().changes > 0;
    },
    list(
      userId: string,
      kinds: readonly KindWithin[],
      page: { limit: number; cursor: string | undefined },
    ): { items: Told[]; nextCursor: string | null } {
      const rows = database
        .select({ notification: notifications, clientName: clients.name })
        .from(notifications)
        .leftJoin(clients, eq(clients.id, notifications.clientId))
        .where(
          and(
            readable(userId, kinds),
            page.cursor === undefined ? undefined : lt(notifications.id, page.cursor),
          ),
        )
        .orderBy(desc(notifications.id))
        .limit(page.limit + 1)
        .all();
      const items = rows.slice(0, page.limit).map(toldOf);
      const last = items.at(-1)?.notification.id ?? null;
      return { items, nextCursor: rows.length > page.limit ? last : null };
    },
    /** How many of these kinds are not read, and the newest of them. */
    unread(userId: string, kinds: readonly KindWithin[]): { count: number; latestId: string | null } {
      return (
        database
          .select({ count: sql<number>`count(*)`, latestId: max(notifications.id) })
          .from(notifications)
          .where(and(readable(userId, kinds), isNull(notifications.readAt)))
          .get() ?? { count: 0, latestId: null }
      );
    },
    /** @returns how many were not read before. */
    markRead(
      userId: string,
      ids: readonly UnscopedId<'of the person themselves: no other row is marked'>[] | undefined,
      until: string | undefined,
      readAt: string,
    ): number {
      return database
        .update(notifications)
        .set({ readAt })
        .where(
          and(
            eq(notifications.userId, userId),
            isNull(notifications.readAt),
            ids === undefined ? undefined : inArray(notifications.id, [...ids]),
            until === undefined ? undefined : lte(notifications.id, until),
          ),
        )
        .run().changes;
    },
    removeBefore(instant: string): number {
      return database.delete(notifications).where(lt(notifications.createdAt, instant)).run().changes;
    },

    preferences(userId: string): NotificationPreferences | null {
      return (
        database
          .select({ preferences: notificationPreferences.preferences })
          .from(notificationPreferences)
          .where(eq(notificationPreferences.userId, userId))
          .get()?.preferences ?? null
      );
    },
    savePreferences(userId: string, preferences: NotificationPreferences, updatedAt: string): void {
      database
        .insert(notificationPreferences)
        .values({ userId, preferences, updatedAt })
        .onConflictDoUpdate({ target: notificationPreferences.userId, set: { preferences, updatedAt } })
        .run();
    },

    /** Everybody whose account is open. */
    people: (): PersonRow[] => database.select(people).from(users).where(eq(users.active, true)).all(),
    person: (id: string): PersonRow | null =>
      database.select(people).from(users).where(eq(users.id, id)).get() ?? null,

    /** Whose mail may be due: people with something that is neither read nor mailed since an instant. */
    withoutMail: (since: string): PersonRow[] =>
      database
        .selectDistinct(people)
        .from(notifications)
        .innerJoin(users, eq(users.id, notifications.userId))
        .where(
          and(
            eq(users.active, true),
            isNull(notifications.readAt),
            isNull(notifications.mailedAt),
            gte(notifications.createdAt, since),
          ),
        )
        .all(),
    /** What a mail to one person would tell, oldest first. */
    toMail: (userId: string, kinds: readonly KindWithin[], since: string): Told[] =>
      database
        .select({ notification: notifications, clientName: clients.name })
        .from(notifications)
        .leftJoin(clients, eq(clients.id, notifications.clientId))
        .where(
          and(
            readable(userId, kinds),
            isNull(notifications.readAt),
            isNull(notifications.mailedAt),
            gte(notifications.createdAt, since),
          ),
        )
        .orderBy(notifications.id)
        .all()
        .map(toldOf),
    /** When the last mail went after an instant, as far as the clock believes it. */
    lastMailed: (userId: string, after: string, now: string): string | null =>
      database
        .select({ at: max(notifications.mailedAt) })
        .from(notifications)
        .where(
          and(
            eq(notifications.userId, userId),
            gt(notifications.mailedAt, after),
            lte(notifications.mailedAt, now),
          ),
        )
        .get()?.at ?? null,
    markMailed(ids: readonly HeldId[], mailedAt: string): void {
      database
        .update(notifications)
        .set({ mailedAt })
        .where(inArray(notifications.id, [...ids]))
        .run();
    },
  };
}

/** Read as far as the person may. */
const toldOf = (told: {
  notification: typeof notifications.$inferSelect;
  clientName: string | null;
}): Told => ({
  ...told,
  notification: held(told.notification),
});
