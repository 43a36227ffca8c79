import { eq } from 'drizzle-orm';
import type { Database } from '../../../api.ts';
import { spendingCaps } from '../tables.ts';

/** Of all models outside together; a model's own stands under its id. */
export const ALL = 'all';

export type SpendingCap = typeof spendingCaps.$inferSelect;
export type CapStore = ReturnType<typeof createCapStore>;

export function createCapStore(database: Database) {
  // Asked at every question: prepared once.
  const every = database.select().from(spendingCaps).prepare();
  return {
    list: (): SpendingCap[] => every.all(),
    set(key: string, cost: number | null, updatedAt: string): void {
      if (cost === null) {
        database.delete(spendingCaps).where(eq(spendingCaps.key, key)).run();
        return;
      }
      const changed = { cost, told: [], updatedAt };
      database
        .insert(spendingCaps)
        .values({ key, modelId: key === ALL ? null : key, month: '', ...changed })
        .onConflictDoUpdate({ target: spendingCaps.key, set: changed })
        .run();
    },
    noteTold(key: string, month: string, told: string[]): void {
      database.update(spendingCaps).set({ month, told }).where(eq(spendingCaps.key, key)).run();
    },
  };
}
