import { desc, eq } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { embeddingProbes } from '#main/db/schema/index.ts';
import { fromBytes, toBytes } from './vector-bytes.ts';

export type Probe = { fingerprint: string; base: string; generation: number; vector: Float32Array };
export type ProbeStore = ReturnType<typeof createProbeStore>;

/** What models gave for the one fixed text. */
export function createProbeStore(database: Database) {
  const asProbe = (row: typeof embeddingProbes.$inferSelect): Probe => ({
    ...row,
    vector: fromBytes(row.vector),
  });
  return {
    /** Those of one base, the latest first. */
    of: (base: string): Probe[] =>
      database
        .select()
        .from(embeddingProbes)
        .where(eq(embeddingProbes.base, base))
        .orderBy(desc(embeddingProbes.generation))
        .all()
        .map(asProbe),
    get(fingerprint: string): Probe | null {
      const row = database
        .select()
        .from(embeddingProbes)
        .where(eq(embeddingProbes.fingerprint, fingerprint))
        .get();
      return row === undefined ? null : asProbe(row);
    },
    keep({ vector, ...probe }: Probe): void {
      database
        .insert(embeddingProbes)
        .values({ ...probe, vector: toBytes(vector) })
        .onConflictDoNothing()
        .run();
    },
  };
}
