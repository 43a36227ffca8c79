import type { Model } from '#shared/contract/models.ts';
import { arrayPage, matching } from '#main/features/access/array-page.ts';
import { isAdministrator, type Principal } from '#main/features/access/principal.ts';
import { os } from '#main/features/access/implementer.ts';
import type { ModelServers } from './servers.ts';
import type { ModelService } from './service.ts';

export function createModelRoutes(models: ModelService, servers: ModelServers) {
  return {
    list: os.models.list.handler(({ input, context }) =>
      arrayPage(
        matching(
          models.list().map(model => asSeenBy(context.principal, model)),
          input,
        ),
        input,
        { path: '/llm', setHeader: context.setHeader },
      ),
    ),
    create: os.models.create.handler(({ input }) => models.create(input)),
    update: os.models.update.handler(({ input }) => models.update(input)),
    remove: os.models.remove.handler(({ input }) => {
      models.remove(input.id);
      return {};
    }),
    test: os.models.test.handler(({ input, signal }) => models.test(input.id, signal)),
    testDraft: os.models.testDraft.handler(({ input, signal }) => models.testDraft(input, signal)),
    embed: os.models.embed.handler(({ input, signal }) => models.embed(input.texts, signal)),
    detect: os.models.detect.handler(({ signal }) => servers.detect(signal)),
    offered: os.models.offered.handler(({ input, signal }) => servers.offered(input, signal)),
  };
}

/** Where a model answers is for administrators. */
function asSeenBy(principal: Principal, model: Model): Model {
  return isAdministrator(principal) ? model : { ...model, url: null };
}
