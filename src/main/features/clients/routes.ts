import { os } from '#main/features/access/implementer.ts';
import { scopeOf } from '#main/features/access/principal.ts';
import type { ClientService } from './service.ts';

export function createClientRoutes(clients: ClientService) {
  return {
    list: os.clients.list.handler(({ context }) => clients.list(scopeOf(context.principal))),
    create: os.clients.create.handler(({ input, context }) =>
      clients.create(scopeOf(context.principal), input),
    ),
    get: os.clients.get.handler(({ input, context }) => clients.get(scopeOf(context.principal), input.id)),
    update: os.clients.update.handler(({ input: { id, ...change }, context }) =>
      clients.update(scopeOf(context.principal), id, change),
    ),
  };
}
