import { eq, inArray } from 'drizzle-orm';
import type { Document } from '#shared/contract/document.ts';
import { itemAddress } from '#shared/lib/item-address.ts';
import type { Database } from '#main/db/connection.ts';
import { sourceItems, sources } from '#main/db/schema/index.ts';
import type { DocumentRow } from './store.ts';

/** Which source keeps documents fresh, and what they are called there; earlier versions are of the source of the newer. */
export function createSourcesOf(database: Database) {
  return function sourcesOf(rows: readonly DocumentRow[]): Map<string, NonNullable<Document['source']>> {
    const ids = rows.flatMap(({ id, replacedBy, replaces }) => [id, replacedBy, replaces]);
    const named = [...new Set(ids.filter(id => id !== null))];
    if (named.length === 0) return new Map();
    const { documentId, key, state, address } = sourceItems;
    const found = database
      .select({ documentId, key, state, address, id: sources.id, name: sources.name, kind: sources.kind })
      .from(sourceItems)
      .innerJoin(sources, eq(sources.id, sourceItems.sourceId))
      .where(inArray(documentId, named))
      .all();
    const byDocument = new Map(found.map(one => [one.documentId, one]));
    return new Map(
      rows.flatMap(row => {
        const of = [row.id, row.replacedBy, row.replaces].find(id => id !== null && byDocument.has(id));
        const item = byDocument.get(of ?? null);
        if (item === undefined) return [];
        const { id, name, kind, key: itsKey, state: itsState } = item;
        const shownAt = item.address ?? itemAddress(kind, itsKey);
        return [
          [row.id, { id, name, kind, key: itsKey, address: shownAt, vanished: itsState === 'vanished' }],
        ];
      }),
    );
  };
}
