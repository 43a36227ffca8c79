import { part, type House, type ModuleNeeds, type ModulePart } from '../../api.ts';
import { createUsageRoutes } from './routes.ts';
import { createUsageService } from './service.ts';
import { createUsageStore } from './store.ts';

/** What answers used and cost. */
export function create({ database, metrics, clock }: House, { chatbots, clients }: ModuleNeeds) {
  const service = createUsageService({
    store: createUsageStore(database),
    metrics,
    chatbots,
    clients,
    clock,
  });
  return part({
    module: 'usage',
    routes: { usage: createUsageRoutes(service) },
  } as const satisfies ModulePart);
}
