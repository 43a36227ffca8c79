import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  lt,
  lte,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { isErrorCode, type ErrorCode } from '#shared/errors.ts';
import type { Named } from '#shared/contract/vocabulary.ts';
import type { Job } from '#shared/contract/operations.ts';
import type { Database } from '#main/db/connection.ts';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { jobs } from '#main/db/schema/index.ts';
import { newId } from '#main/platform/new-id.ts';
import type { Carried } from './kind.ts';
import type { JobFilter, JobRequest } from './ports.ts';

export type JobRow = typeof jobs.$inferSelect;

const DEFAULT_PRIORITY = 100;
const DEFAULT_ATTEMPTS = 3;
const LONGEST_BACK_OFF_MS = 5 * 60_000;

const open: JobRow['state'][] = ['queued', 'running'];

/** Some fields of what is carried, with their values. */
type Sought = Readonly<Record<string, string | undefined>>;

/** What holds for jobs that carry this. */
function carrying(about: Sought): SQL[] {
  return Object.entries(about).flatMap(([field, value]) =>
    value === undefined ? [] : [sql`json_extract(${jobs.payload}, ${`$.${field}`}) = ${value}`],
  );
}

export type JobStore = ReturnType<typeof createJobStore>;

export function createJobStore(database: Database) {
  const openValues = database
    .select({ value: sql<string>`json_extract(${jobs.payload}, ${sql.placeholder('path')})` })
    .from(jobs)
    .where(and(eq(jobs.type, sql.placeholder('type')), inArray(jobs.state, open)))
    .prepare();
  // Asked at every start and end of a job: prepared once.
  const nextReady = database
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.state, 'queued'),
        // After the clock went back, a due time too far ahead is due now.
        or(lte(jobs.runAt, sql.placeholder('now')), gt(jobs.runAt, sql.placeholder('latest'))),
        sql`${jobs.type} not in (select value from json_each(${sql.placeholder('fullTypes')}))`,
      ),
    )
    .orderBy(asc(jobs.priority), asc(jobs.id))
    .limit(1)
    .prepare();
  const take = database
    .update(jobs)
    .set({
      state: 'running',
      attempts: sql`${jobs.attempts} + 1`,
      leaseOwner: sql`${sql.placeholder('owner')}`,
      leaseUntil: sql`${sql.placeholder('leaseUntil')}`,
      startedAt: sql`coalesce(${jobs.startedAt}, ${sql.placeholder('now')})`,
    })
    .where(and(eq(jobs.id, sql.placeholder('id')), eq(jobs.state, 'queued')))
    .returning()
    .prepare();
  const succeeds = sql`${sql.placeholder('state')} = 'succeeded'`;
  const end = database
    .update(jobs)
    .set({
      state: sql`${sql.placeholder('state')}`,
      failure: sql`${sql.placeholder('failure')}`,
      failureDetail: sql`${sql.placeholder('detail')}`,
      leaseOwner: null,
      leaseUntil: null,
      idempotencyKey: null,
      finishedAt: sql`${sql.placeholder('at')}`,
      endedAfter: sql`(select max(newest.id) from jobs newest)`,
      progress: sql`iif(${succeeds}, 1, ${jobs.progress})`,
      progressNote: sql`iif(${succeeds}, null, ${jobs.progressNote})`,
    })
    .where(eq(jobs.id, sql.placeholder('id')))
    .prepare();
  const nextDue = database
    .select({ runAt: jobs.runAt })
    .from(jobs)
    .where(eq(jobs.state, 'queued'))
    .orderBy(asc(jobs.runAt))
    .limit(1)
    .prepare();
  const countOpen = database.select({ count: count() }).from(jobs).where(inArray(jobs.state, open)).prepare();

  return {
    /** All that `write` stores is there, or nothing; one flush to the disk. */
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },

    insert(type: string, request: JobRequest<Carried>, now: Date): string {
      return database.transaction(transaction => {
        if (request.idempotencyKey !== undefined) {
          const same = transaction
            .select({ id: jobs.id, state: jobs.state })
            .from(jobs)
            .where(eq(jobs.idempotencyKey, request.idempotencyKey))
            .get();
          if (same && open.includes(same.state)) return same.id;
          if (same) transaction.update(jobs).set({ idempotencyKey: null }).where(eq(jobs.id, same.id)).run();
        }
        const id = newId();
        transaction
          .insert(jobs)
          .values({
            id,
            clientId: request.clientId,
            type,
            label: request.label ?? type,
            payload: request.payload,
            state: 'queued',
            priority: request.priority ?? DEFAULT_PRIORITY,
            attempts: 0,
            maxAttempts: request.maxAttempts ?? DEFAULT_ATTEMPTS,
            runAt: now.toISOString(),
            progress: 0,
            cancelRequested: false,
            idempotencyKey: request.idempotencyKey ?? null,
            createdAt: now.toISOString(),
          })
          .run();
        return id;
      });
    },

    /** Takes the next ready job whose type has room, under a lease. */
    claim(fullTypes: readonly string[], owner: string, now: Date, leaseMs: number): JobRow | null {
      const next = nextReady.get({
        now: now.toISOString(),
        latest: new Date(now.getTime() + LONGEST_BACK_OFF_MS).toISOString(),
        fullTypes: JSON.stringify(fullTypes),
      });
      if (!next) return null;
      const leaseUntil = new Date(now.getTime() + leaseMs).toISOString();
      return take.get({ id: next.id, owner, leaseUntil, now: now.toISOString() }) ?? null;
    },

    /** Writes how a job ended. */
    end(
      id: string,
      how: { state: JobRow['state']; failure: ErrorCode | null; detail: string | null; at: Date },
    ): void {
      end.run({ ...how, id, at: how.at.toISOString() });
    },

    renewLeases(owner: string, now: Date, leaseMs: number): void {
      database
        .update(jobs)
        .set({ leaseUntil: new Date(now.getTime() + leaseMs).toISOString() })
        .where(and(eq(jobs.state, 'running'), eq(jobs.leaseOwner, owner)))
        .run();
    },

    /** Jobs left running by a process that is gone go back to the queue; the interrupted attempt does not count. */
    takeBackAbandoned(owner: string): number {
      return database
        .update(jobs)
        .set({
          state: 'queued',
          leaseOwner: null,
          leaseUntil: null,
          attempts: sql`max(0, ${jobs.attempts} - 1)`,
        })
        .where(
          and(
            eq(jobs.state, 'running'),
            or(isNotNull(jobs.leaseOwner), isNotNull(jobs.leaseUntil)),
            sql`${jobs.leaseOwner} <> ${owner}`,
          ),
        )
        .run().changes;
    },

    update(id: string, change: Partial<JobRow>): void {
      database.update(jobs).set(change).where(eq(jobs.id, id)).run();
    },

    /** When the next queued job is due, for the timer; null when none waits. */
    nextRunAt(): string | null {
      return nextDue.get()?.runAt ?? null;
    },

    /** Deletes failed jobs by a field of what they carry; returns the clients whose they were. */
    forgetFailures(type: string, about: Sought): (string | null)[] {
      return database
        .delete(jobs)
        .where(and(eq(jobs.state, 'failed'), eq(jobs.type, type), ...carrying(about)))
        .returning({ clientId: jobs.clientId })
        .all()
        .map(row => row.clientId);
    },

    openIdOf(idempotencyKey: string): string | null {
      const row = database
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(eq(jobs.idempotencyKey, idempotencyKey), inArray(jobs.state, open)))
        .get();
      return row?.id ?? null;
    },

    openIdsOfClient(clientId: string): string[] {
      return database
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(eq(jobs.clientId, clientId), inArray(jobs.state, open)))
        .all()
        .map(row => row.id);
    },

    openCount(): number {
      return countOpen.get()?.count ?? 0;
    },

    remove(id: string): void {
      database.delete(jobs).where(eq(jobs.id, id)).run();
    },

    get(id: string): JobRow | null {
      return database.select().from(jobs).where(eq(jobs.id, id)).get() ?? null;
    },

    list(scope: ClientScope, filter: JobFilter): { items: JobRow[]; nextCursor: string | null } {
      const conditions: (SQL | undefined)[] = [
        or(withinScope(jobs.clientId, scope), scope.clientIds === 'all' ? sql`1 = 1` : undefined),
        filter.state ? eq(jobs.state, filter.state) : undefined,
        filter.open ? inArray(jobs.state, open) : undefined,
        filter.cursor ? lt(jobs.id, filter.cursor) : undefined,
      ];
      const rows = database
        .select()
        .from(jobs)
        .where(and(...conditions))
        .orderBy(desc(jobs.id))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit);
      return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    },

    /** The current batch: every job since the queue was last empty. */
    batch(scope: ClientScope): { done: number; total: number; partial: number; since: string | null } {
      const oldest = database
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(inArray(jobs.state, open), withinScope(jobs.clientId, scope)))
        .orderBy(asc(jobs.id))
        .limit(1)
        .get();
      if (!oldest) return { done: 0, total: 0, partial: 0, since: null };
      // A job belongs to the batch when it ended after the oldest open one was added.
      const counted = database
        .select({
          total: sql<number>`count(*)`,
          done: sql<number>`sum(${jobs.state} not in ('queued', 'running'))`,
          partial: sql<number>`sum(case when ${jobs.state} = 'running' then ${jobs.progress} else 0 end)`,
          since: sql<string>`min(${jobs.createdAt})`,
        })
        .from(jobs)
        .where(
          and(
            withinScope(jobs.clientId, scope),
            or(inArray(jobs.state, open), gte(jobs.endedAfter, oldest.id)),
          ),
        )
        .get();
      return {
        done: counted?.done ?? 0,
        total: counted?.total ?? 0,
        partial: counted?.partial ?? 0,
        since: counted?.since ?? null,
      };
    },

    /** What the open jobs of a type carry in a field. */
    openValues(type: string, field: string): string[] {
      return openValues.all({ type, path: `$.${field}` }).map(({ value }) => value);
    },

    ofType(type: string): JobRow[] {
      return database.select().from(jobs).where(eq(jobs.type, type)).orderBy(desc(jobs.id)).all();
    },

    /** The latest job of a type that carries this. */
    latestWith(type: string, about: Sought): JobRow | null {
      return (
        database
          .select()
          .from(jobs)
          .where(and(eq(jobs.type, type), ...carrying(about)))
          .orderBy(desc(jobs.id))
          .limit(1)
          .get() ?? null
      );
    },

    forget(before: string): void {
      database
        .delete(jobs)
        .where(and(notInArray(jobs.state, open), lt(jobs.finishedAt, before)))
        .run();
    },
  };
}

/** @param mustEnd whether jobs of its type are carried through */
export function asJob(row: JobRow, { called, mustEnd }: { called: Named | null; mustEnd: boolean }): Job {
  const failure: ErrorCode | null = isErrorCode(row.failure) ? row.failure : null;
  return {
    id: row.id,
    clientId: row.clientId,
    type: row.type,
    label: row.label,
    called,
    state: row.state,
    progress: row.progress,
    progressNote: row.progressNote,
    attempts: row.attempts,
    cancellable: open.includes(row.state) && !mustEnd,
    failure,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}
