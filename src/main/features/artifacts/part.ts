import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createExecution, EXECUTE_JOB } from './execution.ts';
import { createKinds, type OfferedKind } from './kinds.ts';
import { artifactNotifications } from './notifications.ts';
import { createArtifactRoutes } from './routes.ts';
import { createArtifactService } from './service.ts';
import { createArtifactStore } from './store.ts';

type Needs = {
  clients: Pick<ClientService, 'get'>;
  /** What the parts declare, once all of them are there. */
  offered: () => readonly OfferedKind[];
};

/** What writes, sends or pays: it happens once, after a person's yes to exactly this. */
export function createArtifacts(house: House, { clients, offered }: Needs) {
  const store = createArtifactStore(house.database);
  const kinds = createKinds(offered);
  const execution = createExecution({ ...house, store, kinds });
  const requireOpen = (scope: ClientScope, clientId: string): void => {
    if (clients.get(scope, clientId).archivedAt !== null)
      throw new FoyerError('client.archived', `Client ${clientId} is archived`);
  };
  const service = createArtifactService({ ...house, store, kinds, requireOpen });
  return part({
    routes: { artifacts: createArtifactRoutes(service, () => house.settings.get().defaultLanguage) },
    jobs: [jobWork(EXECUTE_JOB, execution.handler)],
    resume: execution.resume,
    notifications: artifactNotifications(store),
    service,
  });
}
