import { arrayPage, matching } from '#main/features/access/array-page.ts';
import { os } from '#main/features/access/implementer.ts';
import type { ClientService } from './service.ts';

export function createClientRoutes(clients: ClientService) {
  return {
    list: os.clients.list.handler(({ input, context: { scope, setHeader } }) => {
      const { q, archived, active } = input;
      const found = matching(clients.list(scope, { q, archived }), { active });
      return arrayPage(found, input, { path: '/clients', setHeader });
    }),
    create: os.clients.create.handler(({ input, context }) => clients.create(context.scope, input)),
    get: os.clients.get.handler(({ input, context }) => clients.get(context.scope, input.id)),
    update: os.clients.update.handler(({ input: { id, ...change }, context }) =>
      clients.update(context.scope, id, change),
    ),
    archive: os.clients.archive.handler(({ input, context }) => clients.archive(context.scope, input.id)),
    restore: os.clients.restore.handler(({ input, context }) => clients.restore(context.scope, input.id)),
    people: os.clients.people.handler(({ input, context }) => clients.people(context.scope, input.id)),
    retentionPreview: os.clients.retentionPreview.handler(({ input, context }) =>
      clients.retentionPreview(context.scope, input.id, {
        conversations: input.conversationDays,
        files: input.fileDays,
      }),
    ),
  };
}
