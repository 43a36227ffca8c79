import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { createKeyRoutes } from './routes.ts';
import { createKeyService } from './service.ts';
import { createKeyStore } from './store.ts';

type Needs = { clients: ClientService; chatbots: ChatbotService };

export function createKeys(house: House, { clients, chatbots }: Needs) {
  const service = createKeyService({
    store: createKeyStore(house.database),
    clients,
    chatbots,
    changes: house.changes,
    whenWritable: house.storage.whenWritable,
    clock: house.lasting,
  });
  return part({ routes: { keys: createKeyRoutes(service) }, service });
}
