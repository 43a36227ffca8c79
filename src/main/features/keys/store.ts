import { and, desc, eq, gt, isNotNull, isNull, lt, lte, not, or, sql, type SQL } from 'drizzle-orm';
import type { ApiKey } from '#shared/contract/keys.ts';
import type { Database } from '#main/db/connection.ts';
import { wholeClients, withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import { holdsWords } from '#main/db/holds-words.ts';
import { apiKeys, clients, users } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

type Row = typeof apiKeys.$inferSelect;
export type KeyRow = Held<Row>;

/** A key, whether its client still answers anybody, and who made it. */
export type FoundKey = { key: KeyRow; clientActive: boolean; createdByName: string | null };

type Filter = {
  limit: number;
  cursor: string | undefined;
  state: ApiKey['state'] | undefined;
  q: string | undefined;
  now: string;
};

export type KeyStore = ReturnType<typeof createKeyStore>;

export function createKeyStore(database: Database) {
  const clientActive = sql<boolean>`(${clients.active} and ${clients.archivedAt} is null)`.mapWith(Boolean);
  const found = () =>
    database
      .select({ key: apiKeys, clientActive, createdByName: users.fullName })
      .from(apiKeys)
      .innerJoin(clients, eq(clients.id, apiKeys.clientId))
      .leftJoin(users, eq(users.id, apiKeys.createdBy));

  const asFound = ({ key, ...beside }: ReturnType<ReturnType<typeof found>['all']>[number]): FoundKey => ({
    key: held(key),
    ...beside,
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

    /** Newest first; ids sort by time. */
    list(scope: ClientScope, filter: Filter): { items: FoundKey[]; nextCursor: string | null } {
      const rows = found()
        .where(
          and(
            keyWithin(scope),
            filter.state === undefined ? undefined : inState(filter.state, filter.now),
            filter.q === undefined ? undefined : holdsWords(apiKeys.name, filter.q),
            filter.cursor === undefined ? undefined : lt(apiKeys.id, filter.cursor),
          ),
        )
        .orderBy(desc(apiKeys.id))
        .limit(filter.limit + 1)
        .all();
      const items = rows.slice(0, filter.limit).map(asFound);
      return { items, nextCursor: rows.length > filter.limit ? (items.at(-1)?.key.id ?? null) : null };
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
