import { os } from '#main/features/access/implementer.ts';
import { textOfOnlyFile } from '#main/platform/incoming-files.ts';
import type { ContactService } from './service.ts';

export function createContactRoutes(contacts: ContactService) {
  const routes = os.contacts;
  return {
    list: routes.list.handler(({ input, context: { scope } }) => contacts.list(scope, input)),
    get: routes.get.handler(({ input, context: { scope } }) => contacts.get(scope, input.id)),
    timeline: routes.timeline.handler(({ input, context: { scope } }) => contacts.timeline(scope, input)),
    create: routes.create.handler(({ input, context: { scope } }) => contacts.create(scope, input)),
    update: routes.update.handler(({ input, context: { scope } }) => contacts.update(scope, input)),
    remove: routes.remove.handler(({ input, context: { scope } }) => {
      contacts.remove(scope, input.id);
      return {};
    }),
    duplicates: routes.duplicates.handler(({ input, context: { scope } }) =>
      contacts.duplicates(scope, input.clientId),
    ),
    keepApart: routes.keepApart.handler(({ input, context: { scope } }) => {
      contacts.keepApart(scope, input);
      return {};
    }),
    merge: routes.merge.handler(({ input, context: { scope } }) =>
      contacts.merge(scope, input.id, input.into),
    ),
    separate: routes.separate.handler(({ input, context: { scope } }) => contacts.separate(scope, input.id)),
    previewImport: routes.previewImport.handler(async ({ input, context: { scope, files } }) =>
      contacts.previewImport(scope, input.clientId, await textOfOnlyFile(files)),
    ),
    importFile: routes.importFile.handler(async ({ input, context: { scope, files } }) =>
      contacts.importFile(scope, input.clientId, await textOfOnlyFile(files)),
    ),
    export: routes.export.handler(({ input, context: { scope } }) =>
      contacts.export(scope, input.clientId, input.language),
    ),
    exportCards: routes.exportCards.handler(({ input, context: { scope } }) =>
      contacts.exportCards(scope, input.clientId),
    ),
  };
}
