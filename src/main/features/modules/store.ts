import { withinScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Database } from '#main/db/connection.ts';
import type { Held } from '#main/db/held.ts';
import { clientModules } from '#main/db/schema/index.ts';

export type ModuleStore = ReturnType<typeof createModuleStore>;

/** What somebody decided about modules, by client. */
export function createModuleStore(database: Database) {
  // Asked at every call of a module's routes and at every question.
  const decisions = database
    .select({
      clientId: clientModules.clientId,
      module: clientModules.module,
      enabled: clientModules.enabled,
    })
    .from(clientModules)
    .prepare();
  return {
    decisions: () => decisions.all(),
    of: (scope: ClientScope) =>
      database.select().from(clientModules).where(withinScope(clientModules.clientId, scope)).all(),
    decide(decision: Held<typeof clientModules.$inferInsert>): void {
      database
        .insert(clientModules)
        .values(decision)
        .onConflictDoUpdate({
          target: [clientModules.clientId, clientModules.module],
          set: { enabled: decision.enabled, updatedAt: decision.updatedAt },
        })
        .run();
    },
  };
}
