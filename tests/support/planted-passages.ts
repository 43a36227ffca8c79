import type { Database } from '#main/db/connection.ts';
import { clients, chunks, documents, passageLikenesses } from '#main/db/schema/index.ts';
import { asc } from 'drizzle-orm';
import type { ChunkRow } from '#main/features/documents/passage-store.ts';

const AT = '2026-11-20T10:00:00.000Z';
const DAY = { createdAt: AT, updatedAt: AT };

/** Passages of a client, all in one document that is ready. */
export function fillPassages(database: Database, clientId: string, texts: readonly string[]): ChunkRow[] {
  const documentId = crypto.randomUUID();
  database
    .insert(clients)
    .values({ id: clientId, name: clientId, active: true, ...DAY })
    .onConflictDoNothing()
    .run();
  database
    .insert(documents)
    .values({
      id: documentId,
      clientId,
      fileName: documentId,
      title: documentId,
      contentHash: documentId,
      size: 1,
      state: 'ready',
      passageCount: texts.length,
      origin: 'upload',
      ...DAY,
    })
    .run();
  const insert = (text: string, ordinal: number) =>
    database
      .insert(chunks)
      .values({ clientId, documentId, ordinal, start: ordinal, end: ordinal + 1, text })
      .returning()
      .get();
  return database.$client.transaction(() => texts.map(insert))();
}

/** The group of each passage that was compared, in their order. */
export function groupsOf(database: Database): Map<number, number | null> {
  const rows = database.select().from(passageLikenesses).orderBy(asc(passageLikenesses.chunkId)).all();
  return new Map(rows.map(({ chunkId, groupId }) => [chunkId, groupId]));
}
