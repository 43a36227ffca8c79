import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { clients } from './schema/clients.ts';

type Ids = 'all' | readonly string[];

/** Clients of which a caller reaches only some things: a member, a key for given chatbots, a visitor. */
export type LimitedReach = {
  readonly clientIds: readonly string[];
  readonly chatbotIds: Ids;
  /** Whose conversations: everyone's, or only those this person, key or visitor had. */
  readonly conversationsOf: 'everyone' | { userId: string } | { apiKeyId: string } | { visitorId: string };
};

/**
 * What a caller may touch. Stores take this and never a bare id, so that a row of another client reads as absent.
 * Made in one place, from the principal and the route it calls. A store that knows nothing of the limited part
 * shows limited callers nothing.
 */
export type ClientScope = {
  /** Clients whose every row is within reach. */
  readonly clientIds: Ids;
  readonly limited: LimitedReach | null;
  /** Of every client, only those that are not archived: what a list shows when no client is named. */
  readonly openOnly?: boolean;
};

export const allClients: ClientScope = { clientIds: 'all', limited: null };

export function wholeClients(clientIds: readonly string[]): ClientScope {
  return { clientIds, limited: null };
}

const nothing = sql`1 = 0`;
const everything = sql`1 = 1`;

function within(column: SQLiteColumn, ids: Ids): SQL {
  return ids === 'all' ? everything : inArray(column, [...ids]);
}

/** Condition that keeps only rows of clients that are wholly within the scope. */
export function withinScope(clientId: SQLiteColumn, scope: ClientScope): SQL {
  const reached = within(clientId, scope.clientIds);
  return scope.openOnly
    ? both(
        reached,
        sql`${clientId} not in (select ${clients.id} from ${clients} where ${clients.archivedAt} is not null)`,
      )
    : reached;
}

/** Condition on clients themselves: wholly or partly within the scope. */
export function clientWithin(clientId: SQLiteColumn, scope: ClientScope): SQL {
  const { limited } = scope;
  const whole = withinScope(clientId, scope);
  return limited === null ? whole : either(whole, within(clientId, limited.clientIds));
}

/** Condition that keeps the chatbots a caller reaches. */
export function chatbotWithin(
  columns: { clientId: SQLiteColumn; chatbotId: SQLiteColumn },
  scope: ClientScope,
): SQL {
  const { limited } = scope;
  const whole = withinScope(columns.clientId, scope);
  if (limited === null) return whole;
  return either(
    whole,
    both(within(columns.clientId, limited.clientIds), within(columns.chatbotId, limited.chatbotIds)),
  );
}

/** Condition that keeps the conversations a caller reaches. */
export function conversationWithin(
  columns: {
    clientId: SQLiteColumn;
    chatbotId: SQLiteColumn;
    userId: SQLiteColumn;
    apiKeyId: SQLiteColumn;
    visitorId: SQLiteColumn;
  },
  scope: ClientScope,
): SQL {
  const { limited } = scope;
  const whole = withinScope(columns.clientId, scope);
  if (limited === null) return whole;
  const theirs = limited.conversationsOf;
  const had =
    theirs === 'everyone'
      ? everything
      : 'userId' in theirs
        ? eq(columns.userId, theirs.userId)
        : 'apiKeyId' in theirs
          ? eq(columns.apiKeyId, theirs.apiKeyId)
          : eq(columns.visitorId, theirs.visitorId);
  return either(
    whole,
    both(
      both(within(columns.clientId, limited.clientIds), within(columns.chatbotId, limited.chatbotIds)),
      had,
    ),
  );
}

/** Condition that keeps the figures a caller may see: those of part of a client by the chatbot, and by who asked. */
export function figureWithin(
  columns: { clientId: SQLiteColumn; dimensions: SQLiteColumn },
  scope: ClientScope,
): SQL {
  const { limited } = scope;
  const whole = withinScope(columns.clientId, scope);
  if (limited === null) return whole;
  const { chatbotIds, conversationsOf: theirs } = limited;
  const dimension = (name: string) => sql`json_extract(${columns.dimensions}, ${`$.${name}`})`;
  const ofBots = chatbotIds === 'all' ? everything : inArray(dimension('chatbotId'), [...chatbotIds]);
  const had =
    theirs === 'everyone'
      ? everything
      : 'visitorId' in theirs
        ? nothing // visitors are counted, each of them by nobody
        : eq(dimension('asker'), 'userId' in theirs ? theirs.userId : theirs.apiKeyId);
  return either(whole, both(within(columns.clientId, limited.clientIds), both(ofBots, had)));
}

/** Whether a client is wholly within the scope. */
export function scopeHolds(scope: ClientScope, clientId: string): boolean {
  return scope.clientIds === 'all' || scope.clientIds.includes(clientId);
}

/** Whether anything of a client is within the scope. */
export function scopeTouches(scope: ClientScope, clientId: string): boolean {
  return scopeHolds(scope, clientId) || (scope.limited?.clientIds.includes(clientId) ?? false);
}

/**
 * The part of a scope that concerns one client: nothing when it is outside. Without a client, the scope less the
 * archived clients: what is theirs is shown to those who ask for it by name.
 */
export function narrowScope(scope: ClientScope, clientId: string | undefined): ClientScope {
  if (clientId === undefined) return { ...scope, openOnly: true };
  return {
    clientIds: scopeHolds(scope, clientId) ? [clientId] : [],
    limited: scope.limited?.clientIds.includes(clientId) ? { ...scope.limited, clientIds: [clientId] } : null,
  };
}

/** The part of a scope that concerns these clients. */
export function onlyClients(scope: ClientScope, clientIds: ReadonlySet<string>): ClientScope {
  const among = (ids: readonly string[]) => ids.filter(id => clientIds.has(id));
  const { limited } = scope;
  return {
    ...scope,
    clientIds: scope.clientIds === 'all' ? [...clientIds] : among(scope.clientIds),
    limited: limited === null ? null : { ...limited, clientIds: among(limited.clientIds) },
  };
}

function either(left: SQL, right: SQL): SQL {
  return or(left, right) ?? nothing;
}

function both(left: SQL, right: SQL): SQL {
  return and(left, right) ?? nothing;
}
