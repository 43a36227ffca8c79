import { and, count, eq, inArray, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '#main/db/connection.ts';
import {
  erasePersonRows,
  inOrderOfRemoval,
  keyOf,
  loggedIdOf,
  rowsOfPerson,
  type Person,
  type TableRules,
} from '#main/db/rules/index.ts';
import {
  auditDetailRules,
  conversations,
  events,
  messages,
  PERSON_ERASURE,
  users,
} from '#main/db/schema/index.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { createJobRecords } from '#main/platform/jobs/records.ts';
import { createMetricStore } from '#main/platform/metrics/index.ts';
import { countRows, type Counted } from './counting.ts';
import { overwriting, removeInSlices } from './slices.ts';

export const ERASE_PERSON_JOB = jobKind(
  PERSON_ERASURE,
  z.object({ erasureId: z.string(), userId: z.string() }),
  { called: { fr: 'Effacement', en: 'Erasure' } },
);

/** Somebody with an account: the address finds them where they are not a row, as in a mail to them. */
export type Account = Extract<Person, { kind: 'account' }>;

export type PersonRows = ReturnType<typeof createPersonRows>;

/** Every row about one person. What they added for a client (bots, documents, keys) is the client's. */
export function createPersonRows(database: Database, tables: readonly TableRules[]) {
  const ordered = inOrderOfRemoval(tables);
  const rowsOf = (rules: TableRules, person: Person) => rowsOfPerson(database, tables, rules, person);
  const jobRecords = createJobRecords(database);
  const metrics = createMetricStore(database);

  /** What they did stays counted, and is nobody's any more. No column refers to them: facts outlive people. */
  function forgetInEvents(userId: string): void {
    database.delete(events).where(eq(events.subjectId, userId)).run();
    database.update(events).set({ actorId: null }).where(eq(events.actorId, userId)).run();
    database
      .update(events)
      .set({ payload: sql`json_set(${events.payload}, '$.asker', null)` })
      .where(sql`json_extract(${events.payload}, '$.asker') = ${userId}`)
      .run();
    metrics.forgetAsker(userId);
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
    jobIds: (person: Account): string[] => jobRecords.idsNaming(person),

    count: (person: Account): Counted => countRows(database, tables, rules => rowsOf(rules, person)),

    streamingMessages(userId: string): string[] {
      return database
        .select({ id: messages.id })
        .from(messages)
        .innerJoin(conversations, eq(conversations.id, messages.conversationId))
        .where(and(eq(conversations.userId, userId), eq(messages.status, 'streaming')))
        .all()
        .map(row => row.id);
    },

    /** Whether an id of a log line is the person's, or that of a row that goes with them. */
    owns(person: Account, jobIds: readonly string[]): (id: string) => boolean {
      const known = new Set([person.id, ...jobIds]);
      const lookUps = tables.flatMap(rules => {
        const id = loggedIdOf(rules.table);
        const theirs = rowsOf(rules, person);
        if (id === null || theirs === null) return [];
        const found = and(eq(id, sql.placeholder('id')), theirs);
        return database.select({ id }).from(rules.table).where(found).prepare();
      });
      return id => known.has(id) || lookUps.some(lookUp => lookUp.get({ id }) !== undefined);
    },

    /** Their sessions are no longer accepted, so that nothing is added while the rest goes. */
    shutOut(userId: string, at: string): void {
      database.update(users).set({ active: false, updatedAt: at }).where(eq(users.id, userId)).run();
    },

    /** Deletes what there can be much of, a little at a time. */
    async removeMany(person: Account, signal: AbortSignal): Promise<void> {
      for (const rules of ordered) {
        const { table, erasePerson } = rules;
        const theirs = rowsOf(rules, person);
        const atOnce = 'by' in erasePerson ? erasePerson.atOnce : undefined;
        if (theirs === null || atOnce === undefined) continue;
        const key = keyOf(table);
        await removeInSlices(
          database,
          () => {
            const some = database.select({ key }).from(table).where(theirs).limit(atOnce);
            return database.delete(table).where(inArray(key, some)).run().changes;
          },
          signal,
        );
      }
    },

    /** The account and all that goes with it, in one transaction. */
    removePerson: (person: Account): void =>
      overwriting(database, () => {
        forgetInEvents(person.id);
        erasePersonRows(database, ordered, person);
      }),

    /** Details of events written since, about the erasure itself: found by the id, which is all there is left. */
    removeAuditDetails: (userId: string): void =>
      overwriting(database, () => {
        const theirs = rowsOf(auditDetailRules, { kind: 'account', id: userId, email: userId });
        if (theirs !== null) database.delete(auditDetailRules.table).where(theirs).run();
      }),
  };
}
