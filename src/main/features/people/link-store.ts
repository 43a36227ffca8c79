import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { oneTimeLinks } from '#main/db/schema/index.ts';

export type LinkRow = typeof oneTimeLinks.$inferSelect;

export type LinkStore = ReturnType<typeof createLinkStore>;

export function createLinkStore(database: Database) {
  return {
    insert(row: typeof oneTimeLinks.$inferInsert): void {
      database.insert(oneTimeLinks).values(row).run();
    },
    byTokenHash(tokenHash: string): LinkRow | null {
      return database.select().from(oneTimeLinks).where(eq(oneTimeLinks.tokenHash, tokenHash)).get() ?? null;
    },
    /** False when it was used already. */
    markUsed(id: string, usedAt: string): boolean {
      return (
        database
          .update(oneTimeLinks)
          .set({ usedAt })
          .where(and(eq(oneTimeLinks.id, id), isNull(oneTimeLinks.usedAt)))
          .run().changes > 0
      );
    },
    /** Links that are out stop working at `at`, as if their time were over. */
    endUnused(userId: string, at: string): void {
      database
        .update(oneTimeLinks)
        .set({ expiresAt: at })
        .where(
          and(eq(oneTimeLinks.userId, userId), isNull(oneTimeLinks.usedAt), gt(oneTimeLinks.expiresAt, at)),
        )
        .run();
    },
  };
}
