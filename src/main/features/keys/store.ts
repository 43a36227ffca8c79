import { and, eq, gt, isNotNull, isNull, lte, not, or, sql, type SQL } from 'drizzle-orm';
import type { ApiKey, KeySort } from '#shared/contract/keys.ts';
import type { Database } from '#main/db/connection.ts';
import { wholeClients, withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { afterSortedCursor, sortedCursor, type SortedPage } from '#main/db/cursor.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { apiKeys, clients, users } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

type Row = typeof apiKeys.$inferSelect;
export type KeyRow = Held<Row>;

/** A key, whether its client still answers anybody, and who made it. */
export type FoundKey = { key: KeyRow; clientActive: boolean; createdByName: string | null };

type Filter = SortedPage & {
  sort: KeySort;
  limit: number;
  state: ApiKey['state'] | undefined;
  ended: boolean | undefined;
  q: string | undefined;
  now: string;
};

const NEVER = '9999'; // after every date

/** By what each column sorts; ties are in the order of making. */
const SORTED_BY: Record<KeySort, SQL<string>> = {
  added: sql`${apiKeys.id}`,
  name: sql`fold(${apiKeys.name})`,
  used: sql`coalesce(${apiKeys.lastUsedAt}, '')`,
  ends: sql`coalesce(${apiKeys.revokedAt}, ${apiKeys.expiresAt}, ${NEVER})`,
};

export type KeyStore = ReturnType<typeof createKeyStore>;

export function createKeyStore(database: Database) {
  const clientActive = sql<boolean>`(${clients.active} and ${clients.archivedAt} is null)`.mapWith(Boolean);
  const columns = { key: apiKeys, clientActive, createdByName: users.fullName };
  const found = () =>
    database
      .select(columns)
      .from(apiKeys)
      .innerJoin(clients, eq(clients.id, apiKeys.clientId))
      .leftJoin(users, eq(users.id, apiKeys.createdBy));

  type Read = ReturnType<ReturnType<typeof found>['all']>[number];
  const asFound = ({ key, clientActive: active, createdByName }: Read): FoundKey => ({
    key: held(key),
    clientActive: active,
    createdByName,
  });
  const byHash = found()
    .where(eq(apiKeys.secretHash, sql.placeholder('hash')))
    .prepare();
  const byId = found()
    .where(eq(apiKeys.id, sql.placeholder('id')))
    .prepare();

  const inState = (state: ApiKey['state'], now: string): SQL | undefined => {
    const past = and(isNotNull(apiKeys.expiresAt), lte(apiKeys.expiresAt, now));
    const current = and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)));
    switch (state) {
      case 'revoked':
        return isNotNull(apiKeys.revokedAt);
      case 'expired':
        return and(isNull(apiKeys.revokedAt), past);
      case 'refused':
        return and(current, not(clientActive));
      case 'active':
        return and(current, clientActive);
    }
  };

  const isEnded = (ended: boolean, now: string): SQL | undefined => {
    const states = ended ? (['revoked', 'expired'] as const) : (['active', 'refused'] as const);
    return or(...states.map(state => inState(state, now)));
  };

  return {
    /** The key whose hash this is, whatever its state. */
    byHash(hash: string): FoundKey | null {
      const row = byHash.get({ hash });
      return row ? { ...row, key: heldBecause('whoever has the key itself is let in by it', row.key) } : null;
    },
    byId(id: HeldId): FoundKey | null {
      const row = byId.get({ id });
      return row ? asFound(row) : null;
    },

    get(scope: ClientScope, id: string): FoundKey | null {
      const row = found()
        .where(and(eq(apiKeys.id, id), keyWithin(scope)))
        .get();
      return row ? asFound(row) : null;
    },

    list(scope: ClientScope, filter: Filter): { items: FoundKey[]; nextCursor: string | null } {
      const by = SORTED_BY[filter.sort];
      const direction = filter.order === 'asc' ? sql`asc` : sql`desc`;
      const rows = database
        .select({ ...columns, by })
        .from(apiKeys)
        .innerJoin(clients, eq(clients.id, apiKeys.clientId))
        .leftJoin(users, eq(users.id, apiKeys.createdBy))
        .where(
          and(
            keyWithin(scope),
            filter.state === undefined ? undefined : inState(filter.state, filter.now),
            filter.q === undefined ? undefined : holdsWords(apiKeys.name, filter.q),
            filter.ended === undefined ? undefined : isEnded(filter.ended, filter.now),
            afterSortedCursor(by, apiKeys.id, filter),
          ),
        )
        .orderBy(sql`${by} ${direction}`, sql`${apiKeys.id} ${direction}`)
        .limit(filter.limit + 1)
        .all();
      const shown = rows.slice(0, filter.limit);
      const last = shown.at(-1);
      return {
        items: shown.map(asFound),
        nextCursor: rows.length > filter.limit && last ? sortedCursor(last.by, last.key.id) : null,
      };
    },

    insert(row: Held<typeof apiKeys.$inferInsert>): void {
      database.insert(apiKeys).values(row).run();
    },
    update(id: HeldId, change: Partial<Row>): void {
      database.update(apiKeys).set(change).where(eq(apiKeys.id, id)).run();
    },
  };
}

/**
 * Keys of whole clients; and for a key that is itself limited to some chatbots, the keys that reach none but those.
 */
function keyWithin(scope: ClientScope): SQL | undefined {
  const { limited } = scope;
  const whole = withinScope(apiKeys.clientId, scope);
  if (limited === null || limited.chatbotIds === 'all') return whole;
  const outside = sql`exists (
    select 1 from json_each(${apiKeys.chatbotIds}) as bot
    where bot.value not in (select value from json_each(${JSON.stringify(limited.chatbotIds)}))
  )`;
  return or(
    whole,
    and(
      withinScope(apiKeys.clientId, wholeClients(limited.clientIds)),
      isNotNull(apiKeys.chatbotIds),
      not(outside),
    ),
  );
}
