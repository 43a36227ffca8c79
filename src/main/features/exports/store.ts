import { and, desc, eq, lt } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import { held, heldBecause, type Held } from '#main/db/held.ts';
import { clientExports } from '#main/db/schema/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';

type Row = typeof clientExports.$inferSelect;
export type ExportRow = Held<Row>;

export type ExportStore = ReturnType<typeof createExportStore>;

export function createExportStore(database: Database) {
  const within = (scope: ClientScope) => withinScope(clientExports.clientId, scope);

  return {
    atOnce<Result>(write: () => Result): Result {
      return database.$client.transaction(write)();
    },
    list(scope: ClientScope): ExportRow[] {
      return database
        .select()
        .from(clientExports)
        .where(within(scope))
        .orderBy(desc(clientExports.id))
        .all()
        .map(held);
    },
    get(scope: ClientScope, id: string): ExportRow | null {
      const row = database
        .select()
        .from(clientExports)
        .where(and(eq(clientExports.id, id), within(scope)))
        .get();
      return held(row ?? null);
    },
    making(scope: ClientScope): ExportRow | null {
      const row = database
        .select()
        .from(clientExports)
        .where(and(within(scope), eq(clientExports.state, 'making')))
        .get();
      return held(row ?? null);
    },
    insert(row: Held<typeof clientExports.$inferInsert>): void {
      database.insert(clientExports).values(row).run();
    },
    update(id: HeldId, change: Partial<Row>): void {
      database.update(clientExports).set(change).where(eq(clientExports.id, id)).run();
    },
    remove(id: HeldId): void {
      database.delete(clientExports).where(eq(clientExports.id, id)).run();
    },
    expiredBefore(instant: string): ExportRow[] {
      const rows = database.select().from(clientExports).where(lt(clientExports.expiresAt, instant)).all();
      return rows.map(row => heldBecause('archives of all clients end alike', row));
    },
  };
}
