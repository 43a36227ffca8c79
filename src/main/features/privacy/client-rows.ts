import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { auditDetailRules, clients, messages } from '#main/db/schema/index.ts';
import {
  inOrderOfRemoval,
  loggedIdOf,
  orderOf,
  rowsOfClient,
  type TableRules,
} from '#main/db/rules/index.ts';
import type { KeywordIndexWriter } from '#main/index/ports.ts';
import type { Events } from '#main/platform/events/index.ts';
import { CLIENT_ERASED } from './events.ts';
import { countRows, type Counted } from './counting.ts';
import { overwriting, removeInSlices } from './slices.ts';

export type ClientRows = ReturnType<typeof createClientRows>;

type Owned = { rules: TableRules; theirs: (clientId: string) => SQL; atOnce: number | null };

/** Every row of a client, in every table. */
export function createClientRows(
  database: Database,
  tables: readonly TableRules[],
  keywords: Pick<KeywordIndexWriter, 'dropClient'>,
  events: Pick<Events, 'record'>,
) {
  const rowsOf = (rules: TableRules) => (clientId: string) =>
    rowsOfClient(database, tables, rules, clientId) ?? sql`false`;
  const erased = tables.filter(
    ({ eraseClient }) => !(typeof eraseClient === 'object' && 'stay' in eraseClient),
  );
  const removed: readonly Owned[] = inOrderOfRemoval(erased).flatMap(rules =>
    rules.eraseClient === 'along' ? [] : [{ rules, theirs: rowsOf(rules), atOnce: atOnceOf(rules) }],
  );

  function removeAuditDetails(clientId: string): void {
    const { table } = auditDetailRules;
    database.delete(table).where(rowsOf(auditDetailRules)(clientId)).run();
  }

  return {
    exists: (clientId: string): boolean =>
      database.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId)).get() !== undefined,

    count: (clientId: string): Counted => countRows(database, erased, rules => rowsOf(rules)(clientId)),

    /** Answers of the client that are being written. */
    streamingMessages(clientId: string): string[] {
      return database
        .select({ id: messages.id })
        .from(messages)
        .where(and(eq(messages.clientId, clientId), eq(messages.status, 'streaming')))
        .all()
        .map(row => row.id);
    },

    /** Whether an id of a log line is that of something of the client. */
    owns(clientId: string): (id: string) => boolean {
      const lookUps = erased.flatMap(rules => {
        const id = loggedIdOf(rules.table);
        if (id === null) return [];
        const found = and(eq(id, sql.placeholder('id')), rowsOf(rules)(clientId));
        return database.select({ id }).from(rules.table).where(found).prepare();
      });
      return id => id === clientId || lookUps.some(lookUp => lookUp.get({ id }) !== undefined);
    },

    /** Deletes what there can be much of, a little at a time. */
    async removeMany(clientId: string, signal: AbortSignal): Promise<void> {
      keywords.dropClient(clientId);
      for (const { rules, theirs, atOnce } of removed) {
        if (atOnce === null) continue;
        const key = orderOf(rules.table);
        await removeInSlices(
          database,
          () => {
            const some = database.select({ key }).from(rules.table).where(theirs(clientId)).limit(atOnce);
            return database.delete(rules.table).where(inArray(key, some)).run().changes;
          },
          signal,
        );
      }
    },

    /** Deletes what is left and the client itself in one transaction: from then on nothing can be added to it. */
    removeClient(clientId: string): void {
      overwriting(database, () => {
        keywords.dropClient(clientId);
        for (const { rules, theirs } of removed) database.delete(rules.table).where(theirs(clientId)).run();
        events.record(CLIENT_ERASED, { clientId: null, subjectId: clientId, payload: {} });
      });
    },

    /** Details of events written since, about the erasure itself. */
    removeAuditDetails: (clientId: string): void => overwriting(database, () => removeAuditDetails(clientId)),
  };
}

function atOnceOf({ eraseClient }: TableRules): number | null {
  if (typeof eraseClient !== 'object' || !('delete' in eraseClient)) return null;
  return 'atOnce' in eraseClient.delete ? eraseClient.delete.atOnce : null;
}
