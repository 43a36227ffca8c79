import type { ChatEvent } from '#shared/contract/conversations.ts';
import { os } from '#main/features/access/implementer.ts';
import type { ConversationService } from './service.ts';

export function createConversationRoutes(conversations: ConversationService) {
  return {
    list: os.conversations.list.handler(({ input, context }) => conversations.list(context, input)),
    search: os.conversations.search.handler(({ input, context }) => conversations.search(context, input)),
    create: os.conversations.create.handler(({ input, context }) => conversations.create(context, input)),
    get: os.conversations.get.handler(({ input, context }) => conversations.get(context, input.id)),
    rename: os.conversations.rename.handler(({ input, context }) =>
      conversations.rename(context, input.id, input.title),
    ),
    remove: os.conversations.remove.handler(({ input, context }) => {
      conversations.remove(context, input.id);
      return {};
    }),
    chat: os.conversations.chat.handler(async ({ input, context, signal }) =>
      conversations.chat(context, input).follow(signal),
    ),
    regenerate: os.conversations.regenerate.handler(async ({ input, context, signal }) =>
      conversations.regenerate(context, input.id, input.modelId).follow(signal),
    ),
    follow: os.conversations.follow.handler(async ({ input, context, signal }) => {
      const found = conversations.follow(context, input.messageId);
      return 'follow' in found ? found.follow(signal) : finished({ type: 'finished', message: found });
    }),
    stop: os.conversations.stop.handler(({ input, context }) => {
      conversations.stop(context, input.messageId);
      return {};
    }),
    unanswered: os.conversations.unanswered.handler(({ input, context }) =>
      conversations.unanswered(context, input),
    ),
  };
}

async function* finished(event: ChatEvent): AsyncGenerator<ChatEvent, void, void> {
  yield event;
}
