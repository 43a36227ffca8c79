import { and, count, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import type { RemovedCounts } from '#shared/contract/privacy.ts';
import type { Database } from '#main/db/connection.ts';
import {
  auditDetails,
  auditEvents,
  conversations,
  idempotentAnswers,
  memberships,
  messages,
  oneTimeLinks,
  recoveryCodes,
  sessions,
  users,
} from '#main/db/schema/index.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { createJobRecords } from '#main/platform/jobs/records.ts';
import { overwriting, removeInSlices } from './slices.ts';

export const ERASE_PERSON_JOB = jobKind(
  'person.erase',
  z.object({ erasureId: z.string(), userId: z.string() }),
);

const CONVERSATIONS_AT_ONCE = 5;

/** What finds a person where they are not a row: in the label of a mail to them, in an answer that showed them. */
export type PersonTraces = { userId: string; email: string };

export type PersonRows = ReturnType<typeof createPersonRows>;

/** Every row about one person. What they added for a client (bots, documents, keys) is the client's. */
export function createPersonRows(database: Database) {
  const jobRecords = createJobRecords(database);
  const eventsOf = (userId: string) =>
    database
      .select({ sequence: auditEvents.sequence })
      .from(auditEvents)
      .where(or(eq(auditEvents.actorId, userId), eq(auditEvents.targetId, userId)));

  const callerOf = (userId: string) => `user:${userId}`;

  const holds = (column: SQLiteColumn, { userId, email }: PersonTraces): SQL =>
    sql`(instr(coalesce(${column}, ''), ${userId}) > 0 or instr(lower(coalesce(${column}, '')), ${email}) > 0)`;

  const answersOf = (person: PersonTraces) =>
    or(eq(idempotentAnswers.caller, callerOf(person.userId)), holds(idempotentAnswers.answer, person));

  /** Work of the installation that names them (a mail to them); not the erasure itself. */
  const workAbout = ({ userId, email }: PersonTraces) =>
    jobRecords.idsNaming([userId, email], ERASE_PERSON_JOB.type);

  /** Details of those events, and of others that name the person by id, as of something given or taken. */
  const detailsOf = (userId: string) =>
    or(
      inArray(auditDetails.sequence, eventsOf(userId)),
      sql`instr(coalesce(${auditDetails.before}, ''), ${userId}) > 0`,
      sql`instr(coalesce(${auditDetails.after}, ''), ${userId}) > 0`,
    );

  function removeAuditDetails(userId: string): void {
    database.delete(auditDetails).where(detailsOf(userId)).run();
  }

  return {
    get: (userId: string) => database.select().from(users).where(eq(users.id, userId)).get() ?? null,

    /** Owners who are not this person and may sign in. */
    otherOwners(userId: string): number {
      const row = database
        .select({ owners: count() })
        .from(users)
        .where(and(eq(users.role, 'owner'), ne(users.id, userId), eq(users.active, true)))
        .get();
      return row?.owners ?? 0;
    },

    /** Ids of jobs that name the person. */
    jobIds: workAbout,

    count(person: PersonTraces): Partial<RemovedCounts> {
      const { userId } = person;
      const rowsOf = (
        table: typeof sessions | typeof memberships | typeof recoveryCodes | typeof oneTimeLinks,
      ) => database.select({ rows: count() }).from(table).where(eq(table.userId, userId)).get()?.rows ?? 0;
      const own = database
        .select({ rows: count() })
        .from(conversations)
        .where(eq(conversations.userId, userId))
        .get();
      const said = database
        .select({ rows: count() })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(eq(conversations.userId, userId))
        .get();
      const answers = database
        .select({ rows: count() })
        .from(idempotentAnswers)
        .where(answersOf(person))
        .get();
      const details = database.select({ rows: count() }).from(auditDetails).where(detailsOf(userId)).get();
      return {
        conversations: own?.rows ?? 0,
        messages: said?.rows ?? 0,
        memberships: rowsOf(memberships),
        sessions: rowsOf(sessions),
        links: rowsOf(oneTimeLinks),
        recoveryCodes: rowsOf(recoveryCodes),
        idempotentAnswers: answers?.rows ?? 0,
        jobs: workAbout(person).length,
        auditDetails: details?.rows ?? 0,
      };
    },

    streamingMessages(userId: string): string[] {
      return database
        .select({ id: messages.id })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(eq(conversations.userId, userId), eq(messages.status, 'streaming')))
        .all()
        .map(row => row.id);
    },

    /** Whether an id of a log line is the person's, one of their sessions or something of their conversations. */
    owns({ userId }: PersonTraces, jobIds: readonly string[]): (id: string) => boolean {
      const theirs = new Set([userId, ...jobIds]);
      const id = sql.placeholder('id');
      const session = database
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.id, id), eq(sessions.userId, userId)))
        .prepare();
      const conversation = database
        .select({ id: conversations.id })
        .from(conversations)
        .where(and(eq(conversations.id, id), eq(conversations.userId, userId)))
        .prepare();
      const message = database
        .select({ id: messages.id })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(eq(messages.id, id), eq(conversations.userId, userId)))
        .prepare();
      const lookUps = [session, conversation, message];
      return value => theirs.has(value) || lookUps.some(lookUp => lookUp.get({ id: value }) !== undefined);
    },

    /** Their sessions are no longer accepted, so that nothing is added while the rest goes. */
    shutOut(userId: string, at: string): void {
      database.update(users).set({ active: false, updatedAt: at }).where(eq(users.id, userId)).run();
    },

    async removeConversations(userId: string, signal: AbortSignal): Promise<void> {
      await removeInSlices(
        database,
        () => {
          const some = database
            .select({ id: conversations.id })
            .from(conversations)
            .where(eq(conversations.userId, userId))
            .limit(CONVERSATIONS_AT_ONCE);
          return database.delete(conversations).where(inArray(conversations.id, some)).run().changes;
        },
        signal,
      );
    },

    /** The account, and with it sessions, memberships, links and codes; then details of what they did. */
    removePerson(person: PersonTraces): void {
      const { userId } = person;
      overwriting(database, () => {
        database.delete(conversations).where(eq(conversations.userId, userId)).run();
        database.delete(idempotentAnswers).where(answersOf(person)).run();
        jobRecords.removeNaming([userId, person.email], ERASE_PERSON_JOB.type);
        removeAuditDetails(userId);
        database.delete(users).where(eq(users.id, userId)).run();
      });
    },

    removeAuditDetails: (userId: string): void => overwriting(database, () => removeAuditDetails(userId)),
  };
}
