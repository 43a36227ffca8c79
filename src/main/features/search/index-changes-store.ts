import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { held } from '#main/db/held.ts';
import { documents, embeddingStates, indexChanges, models } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

export type IndexChangeRow = typeof indexChanges.$inferSelect;
/** Which model's index answers while it is changed, and which one's stands beside. */
export type IndexInUse = { changeId: string; answering: string | null; beside: string | null };
export type IndexChangeStore = ReturnType<typeof createIndexChangeStore>;

/** The change of the model that compares, and the index beside the one that answers. */
export function createIndexChangeStore(database: Database) {
  return {
    current: (): IndexChangeRow | null => database.select().from(indexChanges).get() ?? null,
    begin: (row: IndexChangeRow): void => void database.insert(indexChanges).values(row).run(),
    update: (id: string, change: Partial<IndexChangeRow>): void =>
      void database.update(indexChanges).set(change).where(eq(indexChanges.id, id)).run(),
    end: (id: string): void => void database.delete(indexChanges).where(eq(indexChanges.id, id)).run(),
    nameOf: (modelId: string): string | null =>
      database.select({ name: models.name }).from(models).where(eq(models.id, modelId)).get()?.name ?? null,

    /** The clients that have passages to compare. */
    clientsWithPassages: (scope: ClientScope): HeldId[] =>
      database
        .selectDistinct({ clientId: documents.clientId })
        .from(documents)
        .where(and(withinScope(documents.clientId, scope), eq(documents.state, 'ready')))
        .orderBy(documents.clientId)
        .all()
        .map(row => held(row).clientId),
    /** The models whose indexes answer; null among them: one that was removed. */
    modelsInUse: (scope: ClientScope): (string | null)[] =>
      database
        .selectDistinct({ modelId: embeddingStates.activeModelId })
        .from(embeddingStates)
        .where(
          and(withinScope(embeddingStates.clientId, scope), isNotNull(embeddingStates.activeFingerprint)),
        )
        .all()
        .map(row => row.modelId),

    /** The index that is built or kept beside a client's; figures once it is complete. */
    setBeside(
      clientId: HeldId,
      beside: { fingerprint: string; modelId: string; mean: number | null; deviation: number | null },
      updatedAt: string,
    ): void {
      const set = {
        besideFingerprint: beside.fingerprint,
        besideModelId: beside.modelId,
        besideMean: beside.mean,
        besideDeviation: beside.deviation,
      };
      database
        .insert(embeddingStates)
        .values({ clientId, updatedAt, ...set })
        .onConflictDoUpdate({ target: embeddingStates.clientId, set })
        .run();
    },
    /** Whether vectors of a model answer, or stand beside those that do. */
    isSearched: (scope: ClientScope, modelId: string): boolean =>
      database
        .select({ clientId: embeddingStates.clientId })
        .from(embeddingStates)
        .where(
          and(
            withinScope(embeddingStates.clientId, scope),
            or(eq(embeddingStates.activeModelId, modelId), eq(embeddingStates.besideModelId, modelId)),
          ),
        )
        .get() !== undefined,
    /** Whether a complete index of a model stands beside. */
    standsBeside: (scope: ClientScope, modelId: string): boolean =>
      database
        .select({ clientId: embeddingStates.clientId })
        .from(embeddingStates)
        .where(
          and(
            withinScope(embeddingStates.clientId, scope),
            eq(embeddingStates.besideModelId, modelId),
            isNotNull(embeddingStates.besideMean),
          ),
        )
        .get() !== undefined,
    /** Nothing stands beside any more. @returns what stood there. */
    clearBeside(scope: ClientScope): { clientId: string; fingerprint: string }[] {
      const before = database
        .select({ clientId: embeddingStates.clientId, fingerprint: embeddingStates.besideFingerprint })
        .from(embeddingStates)
        .where(withinScope(embeddingStates.clientId, scope))
        .all();
      database
        .update(embeddingStates)
        .set({ besideFingerprint: null, besideModelId: null, besideMean: null, besideDeviation: null })
        .where(withinScope(embeddingStates.clientId, scope))
        .run();
      return before.flatMap(({ clientId, fingerprint }) =>
        fingerprint === null ? [] : [{ clientId, fingerprint }],
      );
    },
    /** What stands beside answers, and what answered stands beside, for every client where it is complete: one statement. */
    exchange(scope: ClientScope, updatedAt: string): void {
      database
        .update(embeddingStates)
        .set({
          activeFingerprint: sql`${embeddingStates.besideFingerprint}`,
          activeModelId: sql`${embeddingStates.besideModelId}`,
          backgroundMean: sql`${embeddingStates.besideMean}`,
          backgroundDeviation: sql`${embeddingStates.besideDeviation}`,
          besideFingerprint: sql`${embeddingStates.activeFingerprint}`,
          besideModelId: sql`${embeddingStates.activeModelId}`,
          besideMean: sql`${embeddingStates.backgroundMean}`,
          besideDeviation: sql`${embeddingStates.backgroundDeviation}`,
          updatedAt,
        })
        .where(
          and(
            withinScope(embeddingStates.clientId, scope),
            isNotNull(embeddingStates.besideFingerprint),
            isNotNull(embeddingStates.besideMean),
          ),
        )
        .run();
    },
  };
}
