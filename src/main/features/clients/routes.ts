import { os } from '#main/features/access/implementer.ts';
import type { ClientService } from './service.ts';

export function createClientRoutes(clients: ClientService) {
  return {
    list: os.clients.list.handler(({ context }) => clients.list(context.scope)),
    create: os.clients.create.handler(({ input, context }) => clients.create(context.scope, input)),
    get: os.clients.get.handler(({ input, context }) => clients.get(context.scope, input.id)),
    update: os.clients.update.handler(({ input: { id, ...change }, context }) =>
      clients.update(context.scope, id, change),
    ),
  };
}
