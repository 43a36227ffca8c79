import { os } from '#main/features/access/implementer.ts';
import type { SourceService } from './service.ts';

export function createSourceRoutes(sources: SourceService) {
  const routes = os.sources;
  return {
    list: routes.list.handler(({ input, context: { scope } }) => sources.list(scope, input)),
    get: routes.get.handler(({ input, context: { scope } }) => sources.get(scope, input.id)),
    addFolder: routes.addFolder.handler(({ input, context: { scope } }) => sources.addFolder(scope, input)),
    addSite: routes.addSite.handler(({ input, context: { scope } }) => sources.addSite(scope, input)),
    addFeed: routes.addFeed.handler(({ input, context: { scope } }) => sources.addFeed(scope, input)),
    addMailbox: routes.addMailbox.handler(({ input, context: { scope } }) =>
      sources.addMailbox(scope, input),
    ),
    mailboxFolders: routes.mailboxFolders.handler(({ input, context: { scope } }) =>
      sources.mailboxFolders(scope, input),
    ),
    update: routes.update.handler(({ input, context: { scope } }) => sources.update(scope, input)),
    changeFolder: routes.changeFolder.handler(({ input, context: { scope } }) =>
      sources.changeFolder(scope, input),
    ),
    changeSite: routes.changeSite.handler(({ input, context: { scope } }) =>
      sources.changeSite(scope, input),
    ),
    changeFeed: routes.changeFeed.handler(({ input, context: { scope } }) =>
      sources.changeFeed(scope, input),
    ),
    changeMailbox: routes.changeMailbox.handler(({ input, context: { scope } }) =>
      sources.changeMailbox(scope, input),
    ),
    remove: routes.remove.handler(({ input, context: { scope } }) => {
      sources.remove(scope, input.id, input.documents);
      return {};
    }),
    look: routes.look.handler(({ input, context: { scope } }) => sources.look(scope, input.id, input.dry)),
    cancel: routes.cancel.handler(({ input, context: { scope } }) => sources.cancel(scope, input.id)),
    pause: routes.pause.handler(({ input, context: { scope } }) => sources.pause(scope, input.id)),
    resume: routes.resume.handler(({ input, context: { scope } }) => sources.resume(scope, input.id)),
    difference: routes.difference.handler(({ input, context: { scope } }) =>
      sources.difference(scope, input),
    ),
    approve: routes.approve.handler(({ input, context: { scope } }) =>
      sources.approve(scope, input.id, input.itemIds),
    ),
    dismiss: routes.dismiss.handler(({ input, context: { scope } }) =>
      sources.dismiss(scope, input.id, input.itemIds),
    ),
    items: routes.items.handler(({ input, context: { scope } }) => sources.items(scope, input)),
    looks: routes.looks.handler(({ input, context: { scope } }) => sources.looks(scope, input)),
  };
}
