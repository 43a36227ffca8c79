import type { ClientService } from '#main/features/clients/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { createChatbotRoutes } from './routes.ts';
import { createChatbotService } from './service.ts';
import { createSharing } from './sharing.ts';
import { createSharingStore } from './sharing-store.ts';
import { createChatbotStore } from './store.ts';

type Needs = { clients: ClientService; modelExists: (id: string) => boolean };

export function createChatbots({ database, events, clock }: House, { clients, modelExists }: Needs) {
  const store = createChatbotStore(database);
  const service = createChatbotService({ store, clients, modelExists, events, clock });
  const sharing = createSharing({ store: createSharingStore(database), chatbots: service });
  return part({ routes: { chatbots: createChatbotRoutes(service, sharing) }, service, store });
}
