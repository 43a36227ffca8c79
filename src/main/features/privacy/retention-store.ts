import { and, asc, eq, inArray, lt, not, notExists, sql, type SQL } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { columnOf, inOrderOfRemoval, keyOf, referencesOf, type TableRules } from '#main/db/rules/index.ts';
import { documents, messages, sessions } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { addCount, type Counted } from './counting.ts';
import { removeInSlices } from './slices.ts';

export type RetentionStore = ReturnType<typeof createRetentionStore>;

/** What removes a row together with its bytes. */
export type Remover = Extract<TableRules['keep'], { through: string }>['through'];

type Kept = {
  table: TableRules['table'];
  counted: TableRules['counted'];
  atOnce: number | null;
  /** Which rows of a client are over. */
  old: (clientId: HeldId, before: string) => SQL | undefined;
};

export function createRetentionStore(database: Database, tables: readonly TableRules[]) {
  const keptAsConversations = inOrderOfRemoval(tables).flatMap((rules): Kept[] => {
    const { table, keep, client, counted } = rules;
    if (typeof keep !== 'object' || !('as' in keep) || keep.as !== 'conversations') return [];
    if (typeof client !== 'string') return [];
    const stays = [
      ...(keep.whileNamed === undefined ? [] : namedIn(table)),
      ...(keep.unless === undefined ? [] : [not(keep.unless())]),
    ];
    return [
      {
        table,
        counted,
        atOnce: keep.atOnce ?? null,
        old: (clientId, before) =>
          and(eq(columnOf(table, client), clientId), lt(columnOf(table, keep.since), before), ...stays),
      },
    ];
  });

  /** No row that would outlive it names it. */
  function namedIn(table: TableRules['table']): SQL[] {
    const holding = tables.filter(({ keep }) => !(typeof keep === 'object' && 'holdsNothing' in keep));
    return holding.flatMap(other =>
      referencesOf(other.table)
        .filter(({ to, onDelete }) => to === table && onDelete === 'set null')
        .map(({ column }) =>
          notExists(
            database
              .select({ one: sql`1` })
              .from(other.table)
              .where(sql`${column} = ${keyOf(table)}`),
          ),
        ),
    );
  }

  return {
    /**
     * Deletes what is kept as conversations are and was not touched since, what there can be much of a little at a time.
     *
     * @returns how many, by what they are called on a certificate
     */
    async removeOld(clientId: HeldId, before: string, signal: AbortSignal): Promise<Counted> {
      const all: Counted = { removed: {}, others: [] };
      for (const { table, counted, atOnce, old } of keptAsConversations) {
        const theirs = old(clientId, before);
        const key = keyOf(table);
        const some = () =>
          atOnce === null
            ? theirs
            : inArray(key, database.select({ key }).from(table).where(theirs).limit(atOnce));
        const changes = await removeInSlices(
          database,
          () => database.delete(table).where(some()).run().changes,
          signal,
        );
        addCount(all, counted, changes);
      }
      return all;
    },

    /** What is kept as files are, one of each kind that was added before that instant; none when nothing is left. */
    oldFiles(clientId: HeldId, before: string): { through: Remover; id: string }[] {
      return tables.flatMap(({ table, keep, client }) => {
        if (typeof keep !== 'object' || !('as' in keep) || keep.as !== 'files') return [];
        if (typeof client !== 'string') return [];
        const key = keyOf(table);
        const row = database
          .select({ id: sql<string>`${key}` })
          .from(table)
          .where(and(eq(columnOf(table, client), clientId), lt(columnOf(table, keep.since), before)))
          .orderBy(asc(key))
          .limit(1)
          .get();
        return row === undefined ? [] : [{ through: keep.through, id: row.id }];
      });
    },

    /** When the newest record of the installation was made; null without any. */
    newestRecord(): string | null {
      const times = [messages.createdAt, documents.createdAt, sessions.lastUsedAt].map(column =>
        database
          .select({ latest: sql<string | null>`max(${column})` })
          .from(column.table)
          .get(),
      );
      return (
        times
          .map(row => row?.latest ?? '')
          .toSorted()
          .at(-1) || null
      );
    },
  };
}
