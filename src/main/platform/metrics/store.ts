import { and, asc, eq, gt, gte, inArray, lt, lte, min, sql } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { oneOf } from '#main/db/one-of.ts';
import { figureWithin, type ClientScope } from '#main/db/client-scope.ts';
import { clients, events, metricDays, metricHours } from '#main/db/schema/index.ts';

const EVENTS_AT_ONCE = 500;

type EventRow = typeof events.$inferSelect;
export type Counted = { clientId: string; metric: string; dimensions: string; value: number };

export type MetricStore = ReturnType<typeof createMetricStore>;

export function createMetricStore(database: Database) {
  const figure = {
    clientId: sql.placeholder('clientId'),
    metric: sql.placeholder('metric'),
    dimensions: sql.placeholder('dimensions'),
    value: sql.placeholder('value'),
  };
  // Several for each event: prepared once.
  const addToHour = database
    .insert(metricHours)
    .values({ ...figure, hour: sql.placeholder('at') })
    .onConflictDoUpdate({
      target: [metricHours.clientId, metricHours.metric, metricHours.hour, metricHours.dimensions],
      set: { value: sql`${metricHours.value} + excluded.value` },
    })
    .prepare();
  const addToDay = database
    .insert(metricDays)
    .values({ ...figure, day: sql.placeholder('at') })
    .onConflictDoUpdate({
      target: [metricDays.clientId, metricDays.metric, metricDays.day, metricDays.dimensions],
      set: { value: sql`${metricDays.value} + excluded.value` },
    })
    .prepare();
  const timeZone = database
    .select({ timeZone: clients.timeZone })
    .from(clients)
    .where(eq(clients.id, sql.placeholder('id')))
    .prepare();
  const before = database
    .select()
    .from(events)
    .where(
      and(
        eq(events.subjectId, sql.placeholder('subjectId')),
        lt(events.sequence, sql.placeholder('sequence')),
        gte(events.createdAt, sql.placeholder('since')),
        oneOf(events.type, sql.placeholder('types')),
      ),
    )
    .prepare();

  return {
    /** All that `write` stores is there, or nothing. */
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },
    /** The zone that days of a client are counted in, as it is now. */
    timeZoneOf: (clientId: string): string => timeZone.get({ id: clientId })?.timeZone ?? 'UTC',

    addToHour: (hour: string, counted: Counted): void => void addToHour.run({ ...counted, at: hour }),
    addToDay: (day: string, counted: Counted): void => void addToDay.run({ ...counted, at: day }),

    hours: (name: string, scope: ClientScope, from: string, until: string) =>
      database
        .select()
        .from(metricHours)
        .where(
          and(
            eq(metricHours.metric, name),
            gte(metricHours.hour, from),
            lt(metricHours.hour, until),
            figureWithin(metricHours, scope),
          ),
        )
        .orderBy(asc(metricHours.hour))
        .all(),
    days: (name: string, scope: ClientScope, days: readonly string[]) =>
      database
        .select()
        .from(metricDays)
        .where(
          and(
            eq(metricDays.metric, name),
            inArray(metricDays.day, [...days]),
            figureWithin(metricDays, scope),
          ),
        )
        .orderBy(asc(metricDays.day))
        .all(),

    /** Events of a subject before one of them, no older than an instant. */
    before: (
      { subjectId, sequence }: Pick<EventRow, 'subjectId' | 'sequence'>,
      types: readonly string[],
      since: string,
    ): EventRow[] => before.all({ subjectId, sequence, since, types: JSON.stringify(types) }),

    /** When the oldest event of a client that is kept happened, and the first hour that was counted. */
    beginnings(clientId: string): { event: string | null; hour: string | null } {
      const event = database
        .select({ first: min(events.createdAt) })
        .from(events)
        .where(eq(events.clientId, clientId))
        .get();
      const hour = database
        .select({ first: min(metricHours.hour) })
        .from(metricHours)
        .where(eq(metricHours.clientId, clientId))
        .get();
      return { event: event?.first ?? null, hour: hour?.first ?? null };
    },
    /** What was counted from an hour and a day on is forgotten. */
    forgetFrom(clientId: string, hour: string, day: string): void {
      database
        .delete(metricHours)
        .where(and(eq(metricHours.clientId, clientId), gte(metricHours.hour, hour)))
        .run();
      database
        .delete(metricDays)
        .where(and(eq(metricDays.clientId, clientId), gte(metricDays.day, day)))
        .run();
    },
    /** The events of a client up to a place, in their order. */
    *eventsOf(clientId: string, types: readonly string[], until: number): Generator<EventRow> {
      for (let after = 0; ;) {
        const rows = database
          .select()
          .from(events)
          .where(
            and(
              eq(events.clientId, clientId),
              gt(events.sequence, after),
              lte(events.sequence, until),
              inArray(events.type, [...types]),
            ),
          )
          .orderBy(asc(events.sequence))
          .limit(EVENTS_AT_ONCE)
          .all();
        yield* rows;
        const last = rows.at(-1);
        if (!last || rows.length < EVENTS_AT_ONCE) return;
        after = last.sequence;
      }
    },

    /** What somebody asked stays counted, and is nobody's any more. Inside a transaction of the caller. */
    forgetAsker(id: string): void {
      for (const [table, at] of [
        ['metric_hours', 'hour'],
        ['metric_days', 'day'],
      ] as const) {
        const theirs = `json_extract(dimensions, '$.asker') = ?`;
        database.$client
          .prepare(
            `INSERT INTO ${table} (client_id, metric, ${at}, dimensions, value)
             SELECT client_id, metric, ${at}, json_set(dimensions, '$.asker', NULL), value FROM ${table} WHERE ${theirs}
             ON CONFLICT DO UPDATE SET value = value + excluded.value`,
          )
          .run(id);
        database.$client.prepare(`DELETE FROM ${table} WHERE ${theirs}`).run(id);
      }
    },
  };
}
