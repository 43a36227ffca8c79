import { and, eq, lt } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { idempotentAnswers } from '#main/db/schema/index.ts';
import type { UnscopedId } from '#main/platform/held-id.ts';

export type KeptAnswer = typeof idempotentAnswers.$inferSelect;

type Change = Omit<KeptAnswer, 'clientId'> & {
  clientId: UnscopedId<'what is kept is found by who asks and their own key'> | null;
};

export type IdempotentStore = ReturnType<typeof createIdempotentStore>;

export function createIdempotentStore(database: Database) {
  const one = (caller: string, key: string) =>
    and(eq(idempotentAnswers.caller, caller), eq(idempotentAnswers.key, key));
  return {
    get(caller: string, key: string): KeptAnswer | null {
      return database.select().from(idempotentAnswers).where(one(caller, key)).get() ?? null;
    },
    insert(row: Omit<typeof idempotentAnswers.$inferInsert, 'clientId'>): void {
      database.insert(idempotentAnswers).values(row).run();
    },
    update(caller: string, key: string, change: Partial<Change>): void {
      database.update(idempotentAnswers).set(change).where(one(caller, key)).run();
    },
    remove(caller: string, key: string): void {
      database.delete(idempotentAnswers).where(one(caller, key)).run();
    },
    removeBefore(instant: string): void {
      database.delete(idempotentAnswers).where(lt(idempotentAnswers.createdAt, instant)).run();
    },
  };
}
