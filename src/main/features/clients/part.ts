import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { systemTimeZone } from '#main/platform/system-language.ts';
import { createClientRoutes } from './routes.ts';
import { createClientService } from './service.ts';
import { createClientStore } from './store.ts';

type Needs = {
  /** A new client gets its index of words. */
  ensureIndex: (clientId: string) => void;
  /** Clients that are being erased. */
  erasing: () => ReadonlySet<string>;
};

export function createClients({ database, settings, events, clock }: House, { ensureIndex, erasing }: Needs) {
  const store = createClientStore(database, erasing);
  const service = createClientService({ store, events, clock, timeZone: systemTimeZone(), ensureIndex });
  service.ensureFirst(settings.get().defaultLanguage);
  return part({ routes: { clients: createClientRoutes(service) }, service, store });
}
