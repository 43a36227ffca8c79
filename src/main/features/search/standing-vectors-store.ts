import { and, count, eq } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { chunks, embeddingProblems, embeddings, embeddingStates } from '#main/db/schema/index.ts';

/** What the two indexes of the house hold while the model that compares is changed: of all clients together. */
export function createStandingVectors(database: Database) {
  return {
    /** The vectors of all clients' indexes that answer, or that stand beside those. */
    vectorsStanding(which: 'active' | 'beside'): number {
      const fingerprint =
        which === 'active' ? embeddingStates.activeFingerprint : embeddingStates.besideFingerprint;
      return (
        database
          .select({ vectors: count() })
          .from(embeddingStates)
          .innerJoin(chunks, eq(chunks.clientId, embeddingStates.clientId))
          .innerJoin(
            embeddings,
            and(eq(embeddings.chunkId, chunks.id), eq(embeddings.fingerprint, fingerprint)),
          )
          .get()?.vectors ?? 0
      );
    },
    /** Passages without a vector, or with one of their beginning alone, in what stands beside. */
    problemsBeside(): { cut: number; failed: number } {
      const rows = database
        .select({ kind: embeddingProblems.kind, passages: count() })
        .from(embeddingStates)
        .innerJoin(chunks, eq(chunks.clientId, embeddingStates.clientId))
        .innerJoin(
          embeddingProblems,
          and(
            eq(embeddingProblems.chunkId, chunks.id),
            eq(embeddingProblems.fingerprint, embeddingStates.besideFingerprint),
          ),
        )
        .groupBy(embeddingProblems.kind)
        .all();
      const ofKind = (kind: 'cut' | 'failed') => rows.find(row => row.kind === kind)?.passages ?? 0;
      return { cut: ofKind('cut'), failed: ofKind('failed') };
    },
  };
}
