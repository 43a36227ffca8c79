import { os } from '#main/features/access/implementer.ts';
import type { Proposing } from './proposing.ts';
import type { TagService } from './service.ts';

export function createTagRoutes(tags: TagService, proposing: Proposing) {
  return {
    list: os.tags.list.handler(({ input, context }) => tags.list(context.scope, input.clientId)),
    create: os.tags.create.handler(({ input, context }) => tags.create(context.scope, input)),
    rename: os.tags.rename.handler(({ input, context }) => tags.rename(context.scope, input.id, input.name)),
    merge: os.tags.merge.handler(({ input, context }) => tags.merge(context.scope, input.id, input.intoId)),
    remove: os.tags.remove.handler(({ input, context }) => {
      tags.remove(context.scope, input.id);
      return {};
    }),
    give: os.tags.give.handler(({ input, context }) => tags.give(context.scope, input)),
    ofSource: os.tags.ofSource.handler(({ input, context }) => tags.ofSource(context.scope, input.id)),
    setOfSource: os.tags.setOfSource.handler(({ input, context }) =>
      tags.setOfSource(context.scope, input.id, input.names),
    ),
    proposed: os.tags.proposed.handler(({ input, context }) => proposing.ofDocument(context.scope, input.id)),
    proposals: os.tags.proposals.handler(({ input, context }) =>
      proposing.ofClient(context.scope, input.clientId),
    ),
    accept: os.tags.accept.handler(({ input, context }) => proposing.accept(context.scope, input)),
    refuse: os.tags.refuse.handler(({ input, context }) => proposing.refuse(context.scope, input)),
  };
}
