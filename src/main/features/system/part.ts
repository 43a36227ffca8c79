import type { ClientService } from '#main/features/clients/index.ts';
import type { HealthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import type { EmbeddingIndex } from '#main/features/search/index.ts';
import { machineChecks } from './machine-checks.ts';
import { createSystemRoutes } from './routes.ts';
import { createSystemService, type Counted } from './service.ts';

type Needs = Counted & {
  clients: ClientService;
  embeddingIndex: EmbeddingIndex;
  /** Those of all parts. */
  checks: () => readonly HealthCheck[];
};

/** The installation itself: what it is, how it is, its settings, and its end. */
export function createSystem(house: House, { embeddingIndex, checks, ...counted }: Needs) {
  const { version, mode, settings, conditions, storage, changes, journal, clock } = house;
  let address: string | null = null;
  const shutDownListeners = new Set<() => void>();
  const system = createSystemService({ ...house, ...counted, address: () => address, checks });
  const routes = createSystemRoutes({
    system,
    settings,
    clients: counted.clients,
    embeddingIndex,
    changes,
    storage,
    clock,
    acknowledge: conditions.acknowledge,
    requestShutDown() {
      storage.whenWritable(() => journal.record({ action: 'system.shut_down' }));
      for (const listener of shutDownListeners) listener();
    },
  });
  return part({
    routes: { system: routes },
    checks: machineChecks(house),
    resume() {
      if (mode !== 'command-line') journal.record({ action: 'system.started', after: { version, mode } });
    },
    /** Announces the address of the HTTP door once it listens. */
    setAddress: (given: string | null) => void (address = given),
    /** Asked to stop by a route. */
    onShutDownRequested: (listener: () => void) => void shutDownListeners.add(listener),
  });
}
