import { and, asc, eq, gt, inArray, lte, max, sql, type Placeholder } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { oneOf } from '#main/db/one-of.ts';
import { eventHolds, events, eventSubscribers } from '#main/db/schema/index.ts';

export type EventRow = typeof events.$inferSelect;
export type HoldRow = typeof eventHolds.$inferSelect;

export type EventStore = ReturnType<typeof createEventStore>;

export function createEventStore(database: Database) {
  // Part of every answer: prepared once.
  const insert = database
    .insert(events)
    .values({
      type: sql.placeholder('type'),
      clientId: sql.placeholder('clientId'),
      subjectKind: sql.placeholder('subjectKind'),
      subjectId: sql.placeholder('subjectId'),
      actorKind: sql.placeholder('actorKind'),
      actorId: sql.placeholder('actorId'),
      contactId: sql.placeholder('contactId'),
      payload: sql.placeholder('payload'),
      createdAt: sql.placeholder('createdAt'),
    })
    .prepare();
  const after = database
    .select()
    .from(events)
    .where(
      and(gt(events.sequence, sql.placeholder('sequence')), oneOf(events.type, sql.placeholder('types'))),
    )
    .orderBy(asc(events.sequence))
    .limit(sql.placeholder('limit'))
    .prepare();
  const cursor = database
    .select({ cursor: eventSubscribers.cursor })
    .from(eventSubscribers)
    .where(eq(eventSubscribers.name, sql.placeholder('name')))
    .prepare();
  const saveCursor = database
    .insert(eventSubscribers)
    .values({ name: sql.placeholder('name'), cursor: sql.placeholder('cursor') })
    .onConflictDoUpdate({ target: eventSubscribers.name, set: { cursor: sql`excluded.cursor` } })
    .prepare();
  const hold = (subscriber: string | Placeholder, subjectId: string | Placeholder) =>
    and(eq(eventHolds.subscriber, subscriber), eq(eventHolds.subjectId, subjectId));
  const holdOf = database
    .select()
    .from(eventHolds)
    .where(hold(sql.placeholder('subscriber'), sql.placeholder('subjectId')))
    .prepare();

  return {
    /** All that `write` stores is there, or nothing; one flush to the disk. Within another one, a part of it. */
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },
    insert(row: Omit<EventRow, 'sequence'>): void {
      insert.run(row);
    },
    /** Events of some types after a place, in their order. */
    after(sequence: number, types: readonly string[], limit: number): EventRow[] {
      return after.all({ sequence, types: JSON.stringify(types), limit });
    },
    /** Whether more than so many are after a place. */
    hasMore: (sequence: number, types: readonly string[], than: number): boolean =>
      database
        .select({ sequence: events.sequence })
        .from(events)
        .where(and(gt(events.sequence, sequence), inArray(events.type, [...types])))
        .orderBy(asc(events.sequence))
        .limit(1)
        .offset(than)
        .get() !== undefined,
    get: (sequence: number): EventRow | null =>
      database.select().from(events).where(eq(events.sequence, sequence)).get() ?? null,
    newest: (): number =>
      database
        .select({ newest: max(events.sequence) })
        .from(events)
        .get()?.newest ?? 0,

    cursor: (subscriber: string): number | null => cursor.get({ name: subscriber })?.cursor ?? null,
    saveCursor(name: string, upTo: number): void {
      saveCursor.run({ name, cursor: upTo });
    },

    holdOf: (subscriber: string, subjectId: string): HoldRow | null =>
      holdOf.get({ subscriber, subjectId }) ?? null,
    holds: (subscriber: string): HoldRow[] =>
      database.select().from(eventHolds).where(eq(eventHolds.subscriber, subscriber)).all(),
    saveHold(row: HoldRow): void {
      database
        .insert(eventHolds)
        .values(row)
        .onConflictDoUpdate({
          target: [eventHolds.subscriber, eventHolds.subjectId],
          set: { sequence: row.sequence },
        })
        .run();
    },
    release(subscriber: string, subjectId: string): void {
      database.delete(eventHolds).where(hold(subscriber, subjectId)).run();
    },
    /** The next event of a subject up to a place; null when there is none. */
    nextOf(row: HoldRow, types: readonly string[], until: number): EventRow | null {
      return (
        database
          .select()
          .from(events)
          .where(
            and(
              eq(events.subjectId, row.subjectId),
              gt(events.sequence, row.sequence),
              lte(events.sequence, until),
              inArray(events.type, [...types]),
            ),
          )
          .orderBy(asc(events.sequence))
          .limit(1)
          .get() ?? null
      );
    },
  };
}
