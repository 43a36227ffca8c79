import { and, desc, eq, lt } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { clientExports } from '#main/db/schema/index.ts';

export type ExportRow = typeof clientExports.$inferSelect;

export type ExportStore = ReturnType<typeof createExportStore>;

export function createExportStore(database: Database) {
  const within = (scope: ClientScope, clientId: string) =>
    and(eq(clientExports.clientId, clientId), withinScope(clientExports.clientId, scope));

  return {
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },
    list(scope: ClientScope, clientId: string): ExportRow[] {
      return database
        .select()
        .from(clientExports)
        .where(within(scope, clientId))
        .orderBy(desc(clientExports.id))
        .all();
    },
    get(scope: ClientScope, clientId: string, id: string): ExportRow | null {
      return (
        database
          .select()
          .from(clientExports)
          .where(and(eq(clientExports.id, id), within(scope, clientId)))
          .get() ?? null
      );
    },
    byId(id: string): ExportRow | null {
      return database.select().from(clientExports).where(eq(clientExports.id, id)).get() ?? null;
    },
    making(clientId: string): ExportRow | null {
      return (
        database
          .select()
          .from(clientExports)
          .where(and(eq(clientExports.clientId, clientId), eq(clientExports.state, 'making')))
          .get() ?? null
      );
    },
    insert(row: typeof clientExports.$inferInsert): void {
      database.insert(clientExports).values(row).run();
    },
    update(id: string, change: Partial<ExportRow>): void {
      database.update(clientExports).set(change).where(eq(clientExports.id, id)).run();
    },
    remove(id: string): void {
      database.delete(clientExports).where(eq(clientExports.id, id)).run();
    },
    expiredBefore(instant: string): ExportRow[] {
      return database.select().from(clientExports).where(lt(clientExports.expiresAt, instant)).all();
    },
    /** Of one client, or of all. */
    idsOf(clientId: string | null): string[] {
      return database
        .select({ id: clientExports.id })
        .from(clientExports)
        .where(clientId === null ? undefined : eq(clientExports.clientId, clientId))
        .all()
        .map(row => row.id);
    },
  };
}
