import { and, asc, eq, isNull } from 'drizzle-orm';
import {
  schema,
  withinScope,
  type ClientScope,
  type Database,
  type Held,
  type HeldId,
} from '../../../api.ts';
import { reportRecipients } from '../tables.ts';

const { clients } = schema;

export type RecipientStore = ReturnType<typeof createRecipientStore>;

/** To whom reports are mailed. */
export function createRecipientStore(database: Database) {
  return {
    of: (clientId: HeldId): string[] =>
      database
        .select({ address: reportRecipients.address })
        .from(reportRecipients)
        .where(eq(reportRecipients.clientId, clientId))
        .orderBy(asc(reportRecipients.address))
        .all()
        .map(({ address }) => address),
    /** Those of clients in use, with the last month that each got. */
    all: (scope: ClientScope) =>
      database
        .select({
          clientId: reportRecipients.clientId,
          address: reportRecipients.address,
          mailedMonth: reportRecipients.mailedMonth,
          timeZone: clients.timeZone,
        })
        .from(reportRecipients)
        .innerJoin(clients, eq(clients.id, reportRecipients.clientId))
        .where(and(withinScope(reportRecipients.clientId, scope), isNull(clients.archivedAt)))
        .orderBy(asc(reportRecipients.clientId), asc(reportRecipients.address))
        .all(),
    add: (row: Held<typeof reportRecipients.$inferInsert>): void =>
      void database.insert(reportRecipients).values(row).onConflictDoNothing().run(),
    remove: (clientId: HeldId, address: string): void =>
      void database
        .delete(reportRecipients)
        .where(and(eq(reportRecipients.clientId, clientId), eq(reportRecipients.address, address)))
        .run(),
    noteMailed: (clientId: HeldId, address: string, mailedMonth: string): void =>
      void database
        .update(reportRecipients)
        .set({ mailedMonth })
        .where(and(eq(reportRecipients.clientId, clientId), eq(reportRecipients.address, address)))
        .run(),
  };
}
