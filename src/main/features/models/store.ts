import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { ModelFindings } from '#shared/contract/models.ts';
import type { PaceSamples } from '#shared/lib/reading-pace.ts';
import type { Database } from '#main/db/connection.ts';
import { models } from '#main/db/schema/index.ts';

export type ModelRow = typeof models.$inferSelect;

export type ModelStore = ReturnType<typeof createModelStore>;

export function createModelStore(database: Database) {
  /** One default for each purpose. */
  const keepOneDefault = (row: ModelRow) => {
    if (!row.isDefault) return;
    database
      .update(models)
      .set({ isDefault: false })
      .where(and(eq(models.purpose, row.purpose), ne(models.id, row.id)))
      .run();
  };

  // Asked for at every question.
  const activeOf = database
    .select()
    .from(models)
    .where(and(eq(models.purpose, sql.placeholder('purpose')), eq(models.active, true)))
    .orderBy(asc(models.id))
    .prepare();

  return {
    list(): ModelRow[] {
      return database.select().from(models).orderBy(asc(models.id)).all();
    },
    get(id: string): ModelRow | null {
      return database.select().from(models).where(eq(models.id, id)).get() ?? null;
    },
    byName(name: string): ModelRow | null {
      return database.select().from(models).where(eq(models.name, name)).get() ?? null;
    },
    /** The active default of a purpose, else the oldest active one. */
    preferred(purpose: ModelRow['purpose']): ModelRow | null {
      const active = activeOf.all({ purpose });
      return active.find(row => row.isDefault) ?? active[0] ?? null;
    },
    insert(row: typeof models.$inferInsert): ModelRow {
      return database.transaction(() => {
        const inserted = database.insert(models).values(row).returning().get();
        keepOneDefault(inserted);
        return inserted;
      });
    },
    update(id: string, change: Partial<ModelRow>): ModelRow | null {
      return database.transaction(() => {
        const updated = database.update(models).set(change).where(eq(models.id, id)).returning().get();
        if (updated) keepOneDefault(updated);
        return updated ?? null;
      });
    },
    /** Keeps what was learnt under these settings; false when they have changed since. */
    saveFindings({ id, updatedAt }: ModelRow, findings: ModelFindings): boolean {
      const saved = database
        .update(models)
        .set({ findings })
        .where(and(eq(models.id, id), eq(models.updatedAt, updatedAt)))
        .run();
      return saved.changes > 0;
    },
    /** Keeps what was measured under these settings; nothing when they have changed since. */
    savePace({ id, updatedAt }: ModelRow, pace: PaceSamples): void {
      database
        .update(models)
        .set({ pace })
        .where(and(eq(models.id, id), eq(models.updatedAt, updatedAt)))
        .run();
    },
    remove(id: string): boolean {
      return database.delete(models).where(eq(models.id, id)).run().changes > 0;
    },
  };
}
