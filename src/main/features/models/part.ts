import type { DetectedServer } from '#shared/contract/models.ts';
import type { ChatModel } from '#main/ai/ports.ts';
import { healthCheck } from '#main/features/health-check.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { createModelRoutes } from './routes.ts';
import { createModelService, type ModelConnections } from './service.ts';
import { createModelStore } from './store.ts';

type Needs = {
  connect: ModelConnections & { detect(signal?: AbortSignal): Promise<DetectedServer[]> };
  /** The one that is always there. */
  embedded: ChatModel;
};

export function createModels(house: House, { connect, embedded }: Needs) {
  const store = createModelStore(house.database);
  const service = createModelService({ ...house, store, connect, embedded });
  return part({
    routes: { models: createModelRoutes(service, connect.detect) },
    checks: [
      healthCheck('models', words => {
        const configured = service.list();
        return configured.length === 0
          ? { state: 'warning', detail: words.none }
          : { state: 'ok', detail: configured.map(({ name }) => name).join(', ') };
      }),
      healthCheck('servers', async (words, { signal }) => {
        const servers = await connect.detect(signal);
        const named = servers.map(({ label, models }) => `${label} (${models.length})`);
        return { state: 'ok', detail: named.join(', ') || words.none };
      }),
    ],
    service,
  });
}
