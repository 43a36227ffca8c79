import { and, asc, desc, eq, getTableColumns, gte, inArray, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { ConnectedPlace, ConnectionQuery } from '#shared/contract/connections.ts';
import type { Database } from '#main/db/connection.ts';
import { afterSortedCursor, sortedCursor, type SortedPage } from '#main/db/cursor.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { connections } from '#main/db/schema/index.ts';

export type ConnectionRow = typeof connections.$inferSelect;

/** What lists may be narrowed to and sorted by. */
export type ConnectionFilters = Omit<ConnectionQuery, 'limit' | 'cursor' | 'sort' | 'order'>;
export type ConnectionSort = 'lastAt' | 'host' | 'sentBytes' | 'receivedBytes' | 'durationMs';

/** What rows have in common that become one. */
const SAME = [
  connections.kind,
  connections.scheme,
  connections.host,
  connections.port,
  connections.address,
  connections.place,
  connections.chatbotId,
  connections.modelId,
  connections.outcome,
  connections.detail,
] as const;

const AT_ONCE = 500; // ids of one statement

const day = sql<string>`substr(${connections.lastAt}, 1, 10)`;

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

export function createConnectionStore(database: Database) {
  const atOnce = <Result>(write: () => Result): Result => database.$client.transaction(write)();
  /** Furthest first. */
  const distance = sql`case ${connections.place} when 'internet' then 0 when 'unknown' then 1 when 'network' then 2 else 3 end`;

  /** Puts a row in the place of what was kept of it while it ran. */
  function put(row: ConnectionRow): void {
    const { id: _id, ...change } = row;
    database
      .insert(connections)
      .values(row)
      .onConflictDoUpdate({ target: connections.id, set: change })
      .run();
  }

  function remove(ids: readonly string[]): void {
    database
      .delete(connections)
      .where(inArray(connections.id, [...ids]))
      .run();
  }

  return {
    atOnce,

    put,
    remove,

    /** Adds one more to a row of the same. @returns false when it is there no more. */
    add(id: string, { sentBytes, receivedBytes, durationMs, lastAt }: ConnectionRow): boolean {
      return (
        database
          .update(connections)
          .set({
            count: sql`${connections.count} + 1`,
            sentBytes: sql`${connections.sentBytes} + ${sentBytes}`,
            receivedBytes: sql`${connections.receivedBytes} + ${receivedBytes}`,
            durationMs: sql`max(${connections.durationMs}, ${durationMs})`,
            lastAt: sql`max(${connections.lastAt}, ${lastAt})`,
          })
          .where(eq(connections.id, id))
          .run().changes > 0
      );
    },

    /** What an earlier process left running was cut off with it. */
    endRunning(before: string): void {
      database
        .update(connections)
        .set({ outcome: 'aborted', detail: 'process_ended' })
        .where(and(eq(connections.outcome, 'running'), lt(connections.startedAt, before)))
        .run();
    },

    list(filters: ConnectionFilters, page: SortedPage & { sort: ConnectionSort }) {
      const { sort, order, limit } = page;
      const column = connections[sort];
      const way = order === 'asc' ? asc : desc;
      const rows = database
        .select()
        .from(connections)
        .where(and(...conditionsOf(filters), afterSortedCursor(sql`${column}`, connections.id, page)))
        .orderBy(way(column), way(connections.id))
        .limit(limit + 1)
        .all();
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const goesOn = rows.length > limit && last !== undefined;
      return { items, nextCursor: goesOn ? sortedCursor(last[sort], last.id) : null };
    },

    places(since: string): ConnectedPlace[] {
      const left = sql`iif(${connections.outcome} = 'blocked', 0, 1)`;
      return database
        .select({
          place: connections.place,
          host: connections.host,
          port: connections.port,
          kinds: sql<string>`group_concat(distinct ${connections.kind})`,
          count: sql<number>`sum(${connections.count} * ${left})`,
          blocked: sql<number>`sum(${connections.count} * (1 - ${left}))`,
          sentBytes: sql<number>`sum(${connections.sentBytes})`,
          receivedBytes: sql<number>`sum(${connections.receivedBytes})`,
          lastAt: sql<string>`max(${connections.lastAt})`,
        })
        .from(connections)
        .where(gte(connections.lastAt, since))
        .groupBy(connections.place, connections.host, connections.port)
        .orderBy(
          distance,
          desc(sql`sum(${connections.sentBytes})`),
          asc(connections.host),
          asc(connections.port),
        )
        .all()
        .map(({ kinds, ...place }) => ({ ...place, kinds: kinds.split(',').toSorted() }));
    },

    size(): number {
      const row = database
        .select({ size: sql<number>`count(*)` })
        .from(connections)
        .get();
      return row?.size ?? 0;
    },

    removeBefore: (instant: string): number =>
      database.delete(connections).where(lt(connections.lastAt, instant)).run().changes,

    /** The oldest go until so many are left. */
    removeBeyond(most: number): void {
      const kept = database
        .select({ id: connections.id })
        .from(connections)
        .orderBy(desc(connections.lastAt), desc(connections.id))
        .limit(most);
      database
        .delete(connections)
        .where(sql`${connections.id} not in ${kept}`)
        .run();
    },

    /** Days before that instant that have rows of the same, oldest first. */
    daysToGather: (before: string): string[] =>
      database
        .selectDistinct({ day })
        .from(connections)
        .where(and(lt(connections.lastAt, before), ne(connections.outcome, 'running')))
        .groupBy(day, ...SAME)
        .having(sql`count(*) > 1`)
        .orderBy(day)
        .all()
        .map(row => row.day),

    /** Of one day, what is the same becomes one row. */
    gather(wanted: string): void {
      const ofDay = and(
        gte(connections.lastAt, wanted),
        lt(connections.lastAt, `${wanted}\uffff`),
        ne(connections.outcome, 'running'),
      );
      atOnce(() => {
        const same = database
          .select({
            ...getTableColumns(connections),
            ids: sql<string>`group_concat(${connections.id})`,
            id: sql<string>`min(${connections.id})`,
            count: sql<number>`sum(${connections.count})`,
            sentBytes: sql<number>`sum(${connections.sentBytes})`,
            receivedBytes: sql<number>`sum(${connections.receivedBytes})`,
            durationMs: sql<number>`max(${connections.durationMs})`,
            startedAt: sql<string>`min(${connections.startedAt})`,
            lastAt: sql<string>`max(${connections.lastAt})`,
          })
          .from(connections)
          .where(ofDay)
          .groupBy(...SAME)
          .having(sql`count(*) > 1`)
          .all();
        for (const { ids, ...row } of same) {
          const gone = ids.split(',').filter(id => id !== row.id);
          for (let first = 0; first < gone.length; first += AT_ONCE)
            remove(gone.slice(first, first + AT_ONCE));
          put(row);
        }
      });
    },
  };
}

function conditionsOf({ q, from, to, place, kind, outcome }: ConnectionFilters): (SQL | undefined)[] {
  const named = sql`${connections.host} || ':' || ${connections.port} || ' ' || coalesce(${connections.address}, '')`;
  return [
    q === undefined ? undefined : holdsWords(named, q),
    from === undefined ? undefined : gte(connections.lastAt, from),
    to === undefined ? undefined : lt(connections.startedAt, to),
    place === undefined ? undefined : eq(connections.place, place),
    kind === undefined ? undefined : eq(connections.kind, kind),
    outcome === undefined ? undefined : eq(connections.outcome, outcome),
  ];
}
