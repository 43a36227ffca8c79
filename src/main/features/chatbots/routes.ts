import { arrayPage, matching } from '#main/features/access/array-page.ts';
import { os } from '#main/features/access/implementer.ts';
import { userIdOf } from '#main/features/access/principal.ts';
import type { ChatbotService } from './service.ts';
import type { Sharing } from './sharing.ts';

export function createChatbotRoutes(chatbots: ChatbotService, sharing: Sharing) {
  return {
    list: os.chatbots.list.handler(({ input, context: { scope, setHeader } }) =>
      arrayPage(matching(chatbots.list(scope, input.clientId), input), input, {
        path: '/chatbots',
        setHeader,
      }),
    ),
    listByClient: os.chatbots.listByClient.handler(({ input, context: { scope, setHeader } }) => {
      const { clientId, ...query } = input;
      return arrayPage(matching(chatbots.list(scope, clientId), query), query, {
        path: `/chatbots/client/${clientId}`,
        setHeader,
      });
    }),
    create: os.chatbots.create.handler(({ input, context }) =>
      chatbots.create(context.scope, input, userIdOf(context.principal)),
    ),
    get: os.chatbots.get.handler(({ input, context }) => chatbots.get(context.scope, input.id)),
    update: os.chatbots.update.handler(({ input, context }) => chatbots.update(context.scope, input)),
    duplicate: os.chatbots.duplicate.handler(({ input, context }) =>
      chatbots.duplicate(context.scope, input.id, userIdOf(context.principal)),
    ),
    remove: os.chatbots.remove.handler(({ input, context }) => {
      chatbots.remove(context.scope, input.id);
      return {};
    }),
    people: os.chatbots.people.handler(({ input, context }) => sharing.get(context.scope, input.id)),
    setPeople: os.chatbots.setPeople.handler(({ input, context }) => sharing.set(context.scope, input)),
  };
}
