import { schema, withinScope, type ClientScope, type Database } from '../../api.ts';

const { apiKeys, models } = schema;

export type UsageStore = ReturnType<typeof createUsageStore>;

/** What things that were used are called. */
export function createUsageStore(database: Database) {
  return {
    /** Revoked keys too: they were used. */
    keyNames: (scope: ClientScope): ReadonlyMap<string, string> =>
      new Map(
        database
          .select({ id: apiKeys.id, name: apiKeys.name })
          .from(apiKeys)
          .where(withinScope(apiKeys.clientId, scope))
          .all()
          .map(({ id, name }) => [id, name]),
      ),
    modelNames: (): ReadonlyMap<string, string> =>
      new Map(
        database
          .select({ id: models.id, name: models.name })
          .from(models)
          .all()
          .map(({ id, name }) => [id, name]),
      ),
  };
}
