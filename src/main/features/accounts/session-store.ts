import { and, desc, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { rotatedTokens, sessions } from '#main/db/schema/index.ts';
import type { SessionRow } from './store.ts';

export type SessionStore = ReturnType<typeof createSessionStore>;

/** What sessions remember beyond their own row: tokens that were replaced. */
export function createSessionStore(database: Database) {
  return {
    /** Replaces the refresh token and remembers the old one, both or neither. */
    rotate(session: SessionRow, next: Pick<SessionRow, 'tokenHash' | 'lastUsedAt' | 'expiresAt'>): void {
      database.transaction(() => {
        database
          .insert(rotatedTokens)
          .values({ tokenHash: session.tokenHash, sessionId: session.id, rotatedAt: next.lastUsedAt })
          .run();
        database.update(sessions).set(next).where(eq(sessions.id, session.id)).run();
      });
    },

    wasRotated(sessionId: string, tokenHash: string): boolean {
      const row = database
        .select({ sessionId: rotatedTokens.sessionId })
        .from(rotatedTokens)
        .where(and(eq(rotatedTokens.tokenHash, tokenHash), eq(rotatedTokens.sessionId, sessionId)))
        .get();
      return row !== undefined;
    },

    /** Those that still hold, last used first. */
    liveOf(userId: string, now: string): SessionRow[] {
      return database
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
        .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
        .all();
    },

    /** Removes sessions that are over, with the tokens they remember. @returns how many. */
    removeEnded(now: string): number {
      return database
        .delete(sessions)
        .where(or(isNotNull(sessions.revokedAt), lte(sessions.expiresAt, now)))
        .run().changes;
    },
  };
}
