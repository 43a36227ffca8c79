import { inArray, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

/**
 * The clients a caller may touch. Stores take this and never a bare id, so that a row of another client reads
 * as absent. Made in one place, from the principal.
 */
export type ClientScope = { readonly clientIds: 'all' | readonly string[] };

export const allClients: ClientScope = { clientIds: 'all' };

/** Condition that keeps only rows of the scope. */
export function withinScope(column: SQLiteColumn, scope: ClientScope): SQL {
  if (scope.clientIds === 'all') return sql`1 = 1`;
  return inArray(column, [...scope.clientIds]);
}

export function scopeHolds(scope: ClientScope, clientId: string): boolean {
  return scope.clientIds === 'all' || scope.clientIds.includes(clientId);
}

/** The part of a scope that concerns one client: nothing when it is outside. */
export function narrowScope(scope: ClientScope, clientId: string | undefined): ClientScope {
  if (clientId === undefined) return scope;
  return { clientIds: scopeHolds(scope, clientId) ? [clientId] : [] };
}
