import { and, asc, count, eq, inArray, isNotNull, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { ItemState, LookCounts } from '#shared/contract/sources.ts';
import type { Database } from '#main/db/connection.ts';
import { afterIdCursor } from '#main/db/cursor.ts';
import { held, type Held } from '#main/db/held.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { documents, sourceItems } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import type { Waiting } from './kinds.ts';

type Row = typeof sourceItems.$inferSelect;
export type ItemRow = Held<Row>;
export type ItemChange = Partial<Omit<Row, 'id' | 'sourceId' | 'key'>>;

type Page = { limit: number; cursor?: string | undefined };

export type ItemStore = ReturnType<typeof createItemStore>;

/** What sources have, and what an open look still has to go to. */
export function createItemStore(database: Database) {
  const ofSource = (sourceId: HeldId, ...conditions: (SQL | undefined)[]) =>
    and(eq(sourceItems.sourceId, sourceId), ...conditions);

  const some = (condition: SQL | undefined): ItemRow[] =>
    database.select().from(sourceItems).where(condition).orderBy(asc(sourceItems.id)).all().map(held);

  const counted = (condition: SQL | undefined): number =>
    database.select({ items: count() }).from(sourceItems).where(condition).get()?.items ?? 0;

  function byKey(sourceId: HeldId, key: string): ItemRow | null {
    const row = database
      .select()
      .from(sourceItems)
      .where(ofSource(sourceId, eq(sourceItems.key, key)))
      .get();
    return held(row ?? null);
  }

  function update(id: HeldId, change: ItemChange): void {
    database.update(sourceItems).set(change).where(eq(sourceItems.id, id)).run();
  }

  function insert(sourceId: HeldId, key: string, at: string, change: ItemChange): ItemRow {
    const row = {
      id: newId(),
      sourceId,
      key,
      state: 'waiting' as const,
      depth: 0,
      firstSeenAt: at,
      ...change,
    };
    return held(database.insert(sourceItems).values(row).returning().get());
  }

  return {
    byKey,
    update,

    get(sourceId: HeldId, id: string): ItemRow | null {
      const row = database
        .select()
        .from(sourceItems)
        .where(ofSource(sourceId, eq(sourceItems.id, id)))
        .get();
      return held(row ?? null);
    },

    /** What a look says of one. @returns it as it is now */
    met(sourceId: HeldId, lookId: string, key: string, at: string, change: ItemChange): ItemRow {
      const now = { ...change, metBy: lookId, queuedBy: null, lastSeenAt: at };
      const known = byKey(sourceId, key);
      if (known === null) return insert(sourceId, key, at, now);
      return held(
        database.update(sourceItems).set(now).where(eq(sourceItems.id, known.id)).returning().get(),
      );
    },

    /** @returns how many were new to the look */
    queue(sourceId: HeldId, lookId: string, entries: readonly Waiting[], at: string): number {
      let added = 0;
      for (const { key, depth, via } of entries) {
        const known = byKey(sourceId, key);
        if (known !== null && (known.metBy === lookId || known.queuedBy === lookId)) continue;
        if (known === null) insert(sourceId, key, at, { queuedBy: lookId, depth, via });
        else update(known.id, { queuedBy: lookId, depth, via });
        added += 1;
      }
      return added;
    },

    /** The next of the queue of a look but those that are under way. */
    next(lookId: HeldId, underWay: ReadonlySet<string>): Waiting | null {
      const rows = database
        .select({ key: sourceItems.key, depth: sourceItems.depth, via: sourceItems.via })
        .from(sourceItems)
        .where(eq(sourceItems.queuedBy, lookId))
        .orderBy(asc(sourceItems.depth), asc(sourceItems.id))
        .limit(underWay.size + 1)
        .all();
      return rows.find(({ key }) => !underWay.has(key)) ?? null;
    },

    queued(lookId: HeldId): number {
      return counted(eq(sourceItems.queuedBy, lookId));
    },

    /** A look that is over leaves nothing in the queue; what was only queued was never seen. */
    clearQueue(lookId: HeldId): void {
      database
        .delete(sourceItems)
        .where(and(eq(sourceItems.queuedBy, lookId), isNull(sourceItems.lastSeenAt)))
        .run();
      database.update(sourceItems).set({ queuedBy: null }).where(eq(sourceItems.queuedBy, lookId)).run();
    },

    /** What a look has found so far. */
    counts(sourceId: HeldId, lookId: string): LookCounts {
      const rows = database
        .select({ state: sourceItems.state, items: count() })
        .from(sourceItems)
        .where(ofSource(sourceId, eq(sourceItems.metBy, lookId)))
        .groupBy(sourceItems.state)
        .all();
      const of = (state: ItemState) => rows.find(row => row.state === state)?.items ?? 0;
      return {
        new: of('new'),
        changed: of('changed'),
        unchanged: of('unchanged'),
        skipped: of('skipped'),
        failed: of('failed') + of('waiting'),
        vanished: 0,
      };
    },

    /** The item whose document has these bytes, another than the one of a key. */
    ofContent(sourceId: HeldId, contentHash: string, butKey: string): ItemRow | null {
      const row = database
        .select({ item: sourceItems })
        .from(sourceItems)
        .innerJoin(documents, eq(documents.id, sourceItems.documentId))
        .where(ofSource(sourceId, eq(documents.contentHash, contentHash), ne(sourceItems.key, butKey)))
        .get();
      return held(row?.item ?? null);
    },

    /** What a look found under another key than before, perhaps. */
    maybeMoved: (sourceId: HeldId) => some(ofSource(sourceId, isNotNull(sourceItems.movedFrom))),

    /** What a look did not meet. */
    unmet(sourceId: HeldId, lookId: string): ItemRow[] {
      const other = or(isNull(sourceItems.metBy), ne(sourceItems.metBy, lookId));
      return some(ofSource(sourceId, other));
    },

    /** What earlier looks found, and this one has not come to. */
    knownUnmet(sourceId: HeldId, lookId: string, limit: number): Waiting[] {
      return database
        .select({ key: sourceItems.key, depth: sourceItems.depth, via: sourceItems.via })
        .from(sourceItems)
        .where(
          ofSource(
            sourceId,
            isNotNull(sourceItems.validators),
            ne(sourceItems.state, 'vanished'),
            or(isNull(sourceItems.metBy), ne(sourceItems.metBy, lookId)),
            or(isNull(sourceItems.queuedBy), ne(sourceItems.queuedBy, lookId)),
          ),
        )
        .orderBy(asc(sourceItems.depth), asc(sourceItems.id))
        .limit(limit)
        .all();
    },

    /** What could not be looked into with all that is below it. */
    unreadBelow(sourceId: HeldId, lookId: string): string[] {
      const failed = ofSource(
        sourceId,
        eq(sourceItems.metBy, lookId),
        eq(sourceItems.state, 'failed'),
        sql`substr(${sourceItems.key}, -1) = '/'`,
      );
      return some(failed).map(({ key }) => key);
    },

    /** What is there and is not to be read any more, though it has a document. */
    leftOut(sourceId: HeldId, lookId: string): ItemRow[] {
      return some(
        ofSource(
          sourceId,
          eq(sourceItems.metBy, lookId),
          eq(sourceItems.state, 'skipped'),
          isNotNull(sourceItems.documentId),
          ne(sourceItems.reason, 'refused'),
          isNull(sourceItems.question),
        ),
      );
    },

    withDocument: (sourceId: HeldId) => some(ofSource(sourceId, isNotNull(sourceItems.documentId))),

    /** Whether something is still to be taken, or waits for a person. */
    awaited: (sourceId: HeldId): boolean =>
      counted(
        ofSource(
          sourceId,
          or(inArray(sourceItems.state, ['waiting', 'failed']), isNotNull(sourceItems.question)),
        ),
      ) > 0,

    /** How many have a document that answers. */
    answering(sourceId: HeldId): number {
      return counted(ofSource(sourceId, isAnswering));
    },

    /** Those that wait for a person: these, or all. */
    asking(sourceId: HeldId, ids: readonly string[] | undefined): ItemRow[] {
      return some(
        ofSource(
          sourceId,
          isNotNull(sourceItems.question),
          ids === undefined ? undefined : inArray(sourceItems.id, [...ids]),
        ),
      );
    },

    /** Those that somebody said no to, or whose document was deleted. */
    leftOutByPeople(sourceId: HeldId, ids: readonly string[]): ItemRow[] {
      const left = or(eq(sourceItems.reason, 'refused'), eq(sourceItems.reason, 'removed'));
      return some(ofSource(sourceId, left, inArray(sourceItems.id, [...ids])));
    },

    remove(ids: readonly HeldId[]): void {
      for (const id of ids) database.delete(sourceItems).where(eq(sourceItems.id, id)).run();
    },

    page(
      sourceId: HeldId,
      { state, asking, q }: { state?: ItemState | undefined; asking?: boolean; q?: string | undefined },
      { limit, cursor }: Page,
    ): ItemRow[] {
      return database
        .select()
        .from(sourceItems)
        .where(
          ofSource(
            sourceId,
            state === undefined ? undefined : eq(sourceItems.state, state),
            asking === true ? isNotNull(sourceItems.question) : undefined,
            q ? or(holdsWords(sourceItems.key, q), holdsWords(sourceItems.title, q)) : undefined,
            afterIdCursor(sourceItems.id, { order: 'asc', cursor }),
          ),
        )
        .orderBy(asc(sourceItems.id))
        .limit(limit)
        .all()
        .map(held);
    },

    /** By state, question and reason. */
    totals(sourceId: HeldId) {
      return database
        .select({
          state: sourceItems.state,
          question: sourceItems.question,
          reason: sourceItems.reason,
          items: count(),
          documents: sql<number>`sum(${isAnswering})`,
        })
        .from(sourceItems)
        .where(ofSource(sourceId))
        .groupBy(sourceItems.state, sourceItems.question, sourceItems.reason)
        .all();
    },
  };
}

/** It has a document that is not set aside for being gone. */
const isAnswering = sql`(${sourceItems.documentId} is not null and (${sourceItems.state} <> 'vanished'
  or ${sourceItems.question} is not null or ${sourceItems.refused} is not null))`;
