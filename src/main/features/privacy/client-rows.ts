import { count, eq, inArray, or, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { RemovedCounts } from '#shared/contract/privacy.ts';
import type { Database } from '#main/db/connection.ts';
import {
  auditDetails,
  auditEvents,
  chunks,
  clients,
  conversations,
  documents,
  documentTexts,
  embeddings,
  idempotentAnswers,
  messages,
} from '#main/db/schema/index.ts';
import { ownedTables } from '#main/db/rules/index.ts';
import type { KeywordIndexWriter } from '#main/index/ports.ts';
import { overwriting, removeInSlices } from './slices.ts';

const CONVERSATIONS_AT_ONCE = 5;
const PASSAGES_AT_ONCE = 50;

export type ClientRows = ReturnType<typeof createClientRows>;

/** Every row of a client, in every table. */
export function createClientRows(database: Database, keywords: Pick<KeywordIndexWriter, 'dropClient'>) {
  const counted = (table: SQLiteTable, clientId: SQLiteColumn, id: string): number =>
    database.select({ rows: count() }).from(table).where(eq(clientId, id)).get()?.rows ?? 0;

  /** Events about the client, and those about the client itself. */
  const eventsOf = (clientId: string) =>
    database
      .select({ sequence: auditEvents.sequence })
      .from(auditEvents)
      .where(or(eq(auditEvents.clientId, clientId), eq(auditEvents.targetId, clientId)));

  /** Details of those events, and of others that name the client by id, as of something given or taken. */
  const detailsOf = (clientId: string) =>
    or(
      inArray(auditDetails.sequence, eventsOf(clientId)),
      sql`instr(coalesce(${auditDetails.before}, ''), ${clientId}) > 0`,
      sql`instr(coalesce(${auditDetails.after}, ''), ${clientId}) > 0`,
    );

  /** Answers kept for programs, of the client or that show it. */
  const answersOf = (clientId: string) =>
    or(
      eq(idempotentAnswers.clientId, clientId),
      sql`instr(coalesce(${idempotentAnswers.answer}, ''), ${clientId}) > 0`,
    );

  function removeAuditDetails(clientId: string): void {
    database.delete(auditDetails).where(detailsOf(clientId)).run();
  }

  return {
    exists: (clientId: string): boolean => counted(clients, clients.id, clientId) > 0,

    count(clientId: string): Partial<RemovedCounts> {
      const vectors = database
        .select({ rows: count() })
        .from(embeddings)
        .innerJoin(chunks, eq(chunks.id, embeddings.chunkId))
        .where(eq(chunks.clientId, clientId))
        .get();
      const answers = database
        .select({ rows: count() })
        .from(idempotentAnswers)
        .where(answersOf(clientId))
        .get();
      const details = database.select({ rows: count() }).from(auditDetails).where(detailsOf(clientId)).get();
      const owned = ownedTables.flatMap(({ table, client, counted: kind }) =>
        kind === null ? [] : [[kind, counted(table, client, clientId)] as const],
      );
      return {
        ...(Object.fromEntries(owned) as Partial<RemovedCounts>),
        vectors: vectors?.rows ?? 0,
        idempotentAnswers: answers?.rows ?? 0,
        auditDetails: details?.rows ?? 0,
      };
    },

    /** Answers of the client that are being written. */
    streamingMessages(clientId: string): string[] {
      return database
        .select({ id: messages.id })
        .from(messages)
        .where(sql`${messages.clientId} = ${clientId} and ${messages.status} = 'streaming'`)
        .all()
        .map(row => row.id);
    },

    /** Whether an id of a log line is that of something of the client. */
    owns(clientId: string): (id: string) => boolean {
      const lookUps = ownedTables.flatMap(({ table, client, id }) =>
        id === null
          ? []
          : database
              .select({ id })
              .from(table)
              .where(sql`${id} = ${sql.placeholder('id')} and ${client} = ${clientId}`)
              .prepare(),
      );
      return id => id === clientId || lookUps.some(lookUp => lookUp.get({ id }) !== undefined);
    },

    /** Deletes what there can be much of, a little at a time. */
    async removeMany(clientId: string, signal: AbortSignal): Promise<void> {
      await removeInSlices(
        database,
        () => {
          const some = database
            .select({ id: conversations.id })
            .from(conversations)
            .where(eq(conversations.clientId, clientId))
            .limit(CONVERSATIONS_AT_ONCE);
          return database.delete(conversations).where(inArray(conversations.id, some)).run().changes;
        },
        signal,
      );
      keywords.dropClient(clientId);
      await removeInSlices(
        database,
        () => {
          const some = database
            .select({ id: chunks.id })
            .from(chunks)
            .where(eq(chunks.clientId, clientId))
            .limit(PASSAGES_AT_ONCE);
          return database.delete(chunks).where(inArray(chunks.id, some)).run().changes;
        },
        signal,
      );
      await removeInSlices(
        database,
        () => {
          const some = database
            .select({ id: documents.id })
            .from(documents)
            .where(eq(documents.clientId, clientId))
            .limit(1);
          database.delete(documentTexts).where(inArray(documentTexts.documentId, some)).run();
          return database.delete(documents).where(inArray(documents.id, some)).run().changes;
        },
        signal,
      );
    },

    /** Deletes what is left and the client itself in one transaction: from then on nothing can be added to it. */
    removeClient(clientId: string): void {
      overwriting(database, () => {
        keywords.dropClient(clientId);
        for (const { table, client } of ownedTables) database.delete(table).where(eq(client, clientId)).run();
        database.delete(idempotentAnswers).where(answersOf(clientId)).run();
        removeAuditDetails(clientId);
        database.delete(clients).where(eq(clients.id, clientId)).run();
      });
    },

    /** Details of events written since, about the erasure itself. */
    removeAuditDetails: (clientId: string): void => overwriting(database, () => removeAuditDetails(clientId)),
  };
}
