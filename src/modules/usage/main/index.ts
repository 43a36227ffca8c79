import { part, rulesOf, type House, type ModuleNeeds, type ModulePart } from '../../api.ts';
import * as happened from './events.ts';
import { createQuotaBounds } from './quota/bounds.ts';
import { createMonthMeter } from './quota/month-meter.ts';
import { quotaNotifications } from './quota/notifications.ts';
import { createQuotaService } from './quota/service.ts';
import { createQuotaStore } from './quota/store.ts';
import { createUsageRoutes } from './routes.ts';
import { createUsageService } from './service.ts';
import { createUsageStore } from './store.ts';
import * as schema from './tables.ts';

export const tables = rulesOf(schema);
export const events = { ...happened };

/** What answers used and cost, what they may, and the report of each month. */
export function create(house: House, { chatbots, clients }: ModuleNeeds) {
  const { database, metrics, clock, events: happening } = house;
  const quotaStore = createQuotaStore(database);
  const meter = createMonthMeter({ metrics, clock });
  const shared = { store: quotaStore, meter, clients, events: happening, clock };
  const quotas = createQuotaService(shared);
  const usage = createUsageService({
    store: createUsageStore(database),
    metrics,
    chatbots,
    clients,
    clock,
    quotas,
  });
  return part({
    module: 'usage',
    routes: { usage: createUsageRoutes({ usage, quotas }) },
    notifications: quotaNotifications,
    answerBounds: createQuotaBounds(shared),
  } as const satisfies ModulePart);
}
