import { os } from '#main/features/access/implementer.ts';
import { scopeOf, userIdOf } from '#main/features/access/principal.ts';
import type { ChatbotService } from './service.ts';

export function createChatbotRoutes(chatbots: ChatbotService) {
  return {
    list: os.chatbots.list.handler(({ input, context }) =>
      chatbots.list(scopeOf(context.principal), input.clientId),
    ),
    listByClient: os.chatbots.listByClient.handler(({ input, context }) =>
      chatbots.list(scopeOf(context.principal), input.clientId),
    ),
    create: os.chatbots.create.handler(({ input, context }) =>
      chatbots.create(scopeOf(context.principal), input, userIdOf(context.principal)),
    ),
    get: os.chatbots.get.handler(({ input, context }) => chatbots.get(scopeOf(context.principal), input.id)),
    update: os.chatbots.update.handler(({ input, context }) =>
      chatbots.update(scopeOf(context.principal), input),
    ),
    duplicate: os.chatbots.duplicate.handler(({ input, context }) =>
      chatbots.duplicate(scopeOf(context.principal), input.id, userIdOf(context.principal)),
    ),
    remove: os.chatbots.remove.handler(({ input, context }) => {
      chatbots.remove(scopeOf(context.principal), input.id);
      return {};
    }),
  };
}
