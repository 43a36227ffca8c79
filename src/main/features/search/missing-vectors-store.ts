import { and, desc, eq, sql } from 'drizzle-orm';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import { held } from '#main/db/held.ts';
import { chunks, documents, embeddingProblems, embeddings, messages } from '#main/db/schema/index.ts';
import { fuseByReciprocalRank } from '#main/index/fusion.ts';
import type { HeldId } from '#main/platform/held-id.ts';

/** What people ask about changes; these say it well enough. */
const ANSWERS_LOOKED_AT = 300;

/** Which passages have no vector yet, and whose turn it is. */
export function createMissingVectors(database: Database) {
  const ofReady = (scope: ClientScope) =>
    and(withinScope(chunks.clientId, scope), eq(documents.state, 'ready'));
  /** Without a vector under the fingerprint, and not known to get none. */
  const isMissing = (fingerprint: string) =>
    and(
      sql`not exists (select 1 from ${embeddings} where ${embeddings.chunkId} = ${chunks.id} and ${embeddings.fingerprint} = ${fingerprint})`,
      sql`not exists (select 1 from ${embeddingProblems} where ${embeddingProblems.chunkId} = ${chunks.id} and ${embeddingProblems.fingerprint} = ${fingerprint} and ${embeddingProblems.kind} = 'failed')`,
    );
  const passage = {
    id: chunks.id,
    documentId: chunks.documentId,
    title: documents.title,
    heading: chunks.heading,
    tableHeader: chunks.tableHeader,
    questions: chunks.questions,
    text: chunks.text,
  };

  /** Documents that answers rested on lately, those of most answers first. */
  function askedAbout(scope: ClientScope): string[] {
    const answers = database
      .select({ sources: messages.sources })
      .from(messages)
      .where(and(withinScope(messages.clientId, scope), eq(messages.sender, 'bot')))
      .orderBy(desc(messages.id))
      .limit(ANSWERS_LOOKED_AT)
      .all();
    const counts = new Map<string, number>();
    for (const { sources } of answers)
      for (const { documentId, cited } of sources)
        if (cited) counts.set(documentId, (counts.get(documentId) ?? 0) + 1);
    return [...counts].toSorted((one, other) => other[1] - one[1]).map(([id]) => id);
  }

  return {
    /** Passages of ready documents that have no vector under the fingerprint yet, and may still get one. */
    withoutVector(scope: ClientScope, fingerprint: string, limit: number) {
      return database
        .select(passage)
        .from(chunks)
        .innerJoin(documents, eq(documents.id, chunks.documentId))
        .where(and(ofReady(scope), isMissing(fingerprint)))
        .limit(limit)
        .all();
    },
    /** The same of one document. */
    withoutVectorOf(documentId: HeldId, fingerprint: string, limit: number) {
      return database
        .select(passage)
        .from(chunks)
        .innerJoin(documents, eq(documents.id, chunks.documentId))
        .where(and(eq(chunks.documentId, documentId), eq(documents.state, 'ready'), isMissing(fingerprint)))
        .orderBy(chunks.id)
        .limit(limit)
        .all();
    },
    /** The documents with passages that have no vector: the newest, and those that are asked about most, first. */
    documentsToEmbed(scope: ClientScope, fingerprint: string): HeldId[] {
      const waiting = database
        .selectDistinct({ id: documents.id })
        .from(chunks)
        .innerJoin(documents, eq(documents.id, chunks.documentId))
        .where(and(ofReady(scope), isMissing(fingerprint)))
        .orderBy(desc(documents.id)) // ids sort in the order they were made
        .all()
        .map(row => held(row).id);
      const byId = new Map<string, HeldId>(waiting.map(id => [id, id]));
      const fused = fuseByReciprocalRank<string>([
        { ids: askedAbout(scope).filter(id => byId.has(id)), weight: 1 },
        { ids: waiting, weight: 1 },
      ]);
      return fused.flatMap(({ id }) => byId.get(id) ?? []);
    },
    /** Some passages of ready documents, of one after the other. */
    someTexts(scope: ClientScope, limit: number) {
      return database
        .select({
          title: documents.title,
          heading: chunks.heading,
          tableHeader: chunks.tableHeader,
          questions: chunks.questions,
          text: chunks.text,
        })
        .from(documents)
        .innerJoin(chunks, and(eq(chunks.documentId, documents.id), eq(chunks.ordinal, 0)))
        .where(and(withinScope(documents.clientId, scope), eq(documents.state, 'ready')))
        .orderBy(documents.id)
        .limit(limit)
        .all();
    },
  };
}
