import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import type { SourceKindName } from '#shared/contract/sources.ts';
import type { Database } from '#main/db/connection.ts';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { afterIdCursor } from '#main/db/cursor.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import {
  clients,
  documentTags,
  sourceChatbots,
  sourceItems,
  sourceLooks,
  sources,
  sourceTags,
} from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

export type SourceRow = Held<typeof sources.$inferSelect>;
export type LookRow = Held<typeof sourceLooks.$inferSelect>;

const OF_ALL = 'what is due is looked at, whosever source it is';
const LOOKS_KEPT = 100; // of each source

type Page = { limit: number; cursor?: string | undefined };

export type SourceStore = ReturnType<typeof createSourceStore>;

/** Sources, the chatbots that are given what they have, and when they were looked at. */
export function createSourceStore(database: Database) {
  function get(scope: ClientScope, id: string): SourceRow | null {
    const row = database
      .select()
      .from(sources)
      .where(and(eq(sources.id, id), withinScope(sources.clientId, scope)))
      .get();
    return held(row ?? null);
  }

  function looks(sourceId: HeldId, { limit, cursor }: Page): LookRow[] {
    return database
      .select()
      .from(sourceLooks)
      .where(
        and(eq(sourceLooks.sourceId, sourceId), afterIdCursor(sourceLooks.id, { order: 'desc', cursor })),
      )
      .orderBy(desc(sourceLooks.id))
      .limit(limit)
      .all()
      .map(held);
  }

  function link(sourceId: HeldId, chatbotIds: readonly HeldId[]): void {
    for (const chatbotId of new Set(chatbotIds))
      database.insert(sourceChatbots).values({ sourceId, chatbotId }).onConflictDoNothing().run();
  }

  return {
    get,
    looks,

    list(
      scope: ClientScope,
      { limit, cursor, kind }: Page & { kind?: SourceKindName | undefined },
    ): SourceRow[] {
      return database
        .select()
        .from(sources)
        .where(
          and(
            withinScope(sources.clientId, scope),
            kind && eq(sources.kind, kind),
            afterIdCursor(sources.id, { order: 'desc', cursor }),
          ),
        )
        .orderBy(desc(sources.id))
        .limit(limit)
        .all()
        .map(held);
    },

    /** Those to be looked at by now, of clients that are not archived. */
    due(now: string): SourceRow[] {
      return database
        .select({ row: sources })
        .from(sources)
        .innerJoin(clients, eq(clients.id, sources.clientId))
        .where(
          and(
            lte(sources.nextLookAt, now),
            eq(sources.paused, false),
            ne(sources.state, 'removing'),
            isNull(clients.archivedAt),
          ),
        )
        .all()
        .map(({ row }) => heldBecause(OF_ALL, row));
    },

    /** Those whose look is open and that are not paused. */
    underWay(): SourceRow[] {
      return database
        .select({ row: sources })
        .from(sources)
        .innerJoin(sourceLooks, and(eq(sourceLooks.sourceId, sources.id), isNull(sourceLooks.outcome)))
        .where(and(eq(sources.paused, false), ne(sources.state, 'removing')))
        .all()
        .map(({ row }) => heldBecause(OF_ALL, row));
    },

    /** Those that somebody said yes to and that are not paused. */
    followed(): SourceRow[] {
      return database
        .select()
        .from(sources)
        .where(and(isNotNull(sources.approvedAt), eq(sources.paused, false), ne(sources.state, 'removing')))
        .all()
        .map(row => heldBecause(OF_ALL, row));
    },

    insert(row: Held<typeof sources.$inferInsert>, chatbotIds: readonly HeldId[]): SourceRow {
      return database.transaction(() => {
        const inserted = held(database.insert(sources).values(row).returning().get());
        link(inserted.id, chatbotIds);
        return inserted;
      });
    },

    update(id: HeldId, change: Partial<typeof sources.$inferInsert>): void {
      database.update(sources).set(change).where(eq(sources.id, id)).run();
    },

    remove(id: HeldId): void {
      database.delete(sources).where(eq(sources.id, id)).run();
    },

    /** Removes a source whose documents stay, with the tags that they had of it. */
    removeAlone(id: HeldId): void {
      database.transaction(() => {
        database.run(sql`insert or ignore into ${documentTags} (document_id, tag_id)
          select i.document_id, t.tag_id from ${sourceTags} t join ${sourceItems} i on i.source_id = t.source_id
          where t.source_id = ${id} and i.document_id is not null`);
        this.remove(id);
      });
    },

    link,

    unlink(sourceId: HeldId, chatbotIds: readonly HeldId[]): void {
      database
        .delete(sourceChatbots)
        .where(and(eq(sourceChatbots.sourceId, sourceId), inArray(sourceChatbots.chatbotId, [...chatbotIds])))
        .run();
    },

    chatbotIds(sourceId: HeldId): HeldId[] {
      return database
        .select({ chatbotId: sourceChatbots.chatbotId })
        .from(sourceChatbots)
        .where(eq(sourceChatbots.sourceId, sourceId))
        .all()
        .map(row => held(row).chatbotId);
    },

    /** The look that is under way, or would be if it were not paused. */
    openLook(sourceId: HeldId): LookRow | null {
      const row = database
        .select()
        .from(sourceLooks)
        .where(and(eq(sourceLooks.sourceId, sourceId), isNull(sourceLooks.outcome)))
        .get();
      return held(row ?? null);
    },

    beginLook(row: Held<typeof sourceLooks.$inferInsert>): LookRow {
      return held(database.insert(sourceLooks).values(row).returning().get());
    },

    updateLook(id: HeldId, change: Partial<typeof sourceLooks.$inferInsert>): void {
      database.update(sourceLooks).set(change).where(eq(sourceLooks.id, id)).run();
    },

    /** Those of long ago go. */
    forgetLooks(sourceId: HeldId): void {
      const last = looks(sourceId, { limit: LOOKS_KEPT }).at(-1);
      if (last === undefined) return;
      database
        .delete(sourceLooks)
        .where(and(eq(sourceLooks.sourceId, sourceId), lt(sourceLooks.id, last.id)))
        .run();
    },

    /** What looks that took something found since then. */
    foundSince(sourceId: HeldId, since: string) {
      const sumOf = (what: 'new' | 'changed' | 'vanished') =>
        sql<number>`coalesce(sum(json_extract(${sourceLooks.counts}, ${`$.${what}`})), 0)`;
      const row = database
        .select({ new: sumOf('new'), changed: sumOf('changed'), vanished: sumOf('vanished') })
        .from(sourceLooks)
        .where(
          and(
            eq(sourceLooks.sourceId, sourceId),
            eq(sourceLooks.outcome, 'done'),
            eq(sourceLooks.dry, false),
            gte(sourceLooks.finishedAt, since),
          ),
        )
        .get();
      return row ?? { new: 0, changed: 0, vanished: 0 };
    },

    atOnce: <Result>(write: () => Result): Result => database.transaction(write),
  };
}
