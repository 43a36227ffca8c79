import type { ChatEvent } from '#shared/contract/conversations.ts';
import { os, type Reach } from '#main/features/access/implementer.ts';
import type { Principal } from '#main/features/access/principal.ts';
import type { LiveAnswer } from './live-answers.ts';
import type { Circumstances } from './exchange.ts';
import type { ConversationService } from './service.ts';

/**
 * @param queueFor what keeps a caller's answers in line with all others: a program with a key asks as fast as it can.
 * Throws `answers.busy`.
 */
export function createConversationRoutes(
  conversations: ConversationService,
  queueFor: (principal: Principal) => Circumstances,
) {
  /** The answer goes on and is kept; only who lost its conversation hears no more of it. */
  function whileReached(answer: LiveAnswer, reach: Reach): LiveAnswer {
    reach.endUnless(scope => conversations.reaches(scope, answer.messageId));
    return answer;
  }

  /** Whoever is refused gives the place back. */
  function inTurn(principal: Principal, begin: (circumstances: Circumstances) => LiveAnswer): LiveAnswer {
    const circumstances = queueFor(principal);
    try {
      return begin(circumstances);
    } catch (error) {
      circumstances.onEnded?.();
      throw error;
    }
  }

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
    prepare: os.conversations.prepare.handler(({ input, context }) => {
      conversations.prepare(context, input.chatbotId);
      return {};
    }),
    chat: os.conversations.chat.handler(async ({ input, context, signal }) =>
      whileReached(
        inTurn(context.principal, circumstances => conversations.chat(context, input, circumstances)),
        context.reach,
      ).follow(signal),
    ),
    complete: os.conversations.complete.handler(async ({ input, context, signal }) =>
      whileReached(
        inTurn(context.principal, circumstances => conversations.complete(context, input, circumstances)),
        context.reach,
      ).follow(signal),
    ),
    regenerate: os.conversations.regenerate.handler(async ({ input, context, signal }) =>
      whileReached(
        inTurn(context.principal, circumstances =>
          conversations.regenerate(context, input.id, input, circumstances),
        ),
        context.reach,
      ).follow(signal),
    ),
    follow: os.conversations.follow.handler(async ({ input, context, signal }) => {
      const found = conversations.follow(context, input.messageId);
      return 'follow' in found
        ? whileReached(found, context.reach).follow(signal)
        : finished({ type: 'finished', message: found });
    }),
    stop: os.conversations.stop.handler(({ input, context }) => {
      conversations.stop(context, input.messageId);
      return {};
    }),
    unanswered: os.conversations.unanswered.handler(({ input, context }) =>
      conversations.unanswered(context, input),
    ),
    dismiss: os.conversations.dismiss.handler(({ input, context }) => ({
      changed: conversations.dismiss(context, input.messageIds, input.dismissed),
    })),
    waiting: os.conversations.waiting.handler(({ input, context }) =>
      conversations.waiting(context, input.clientId),
    ),
    seeTo: os.conversations.seeTo.handler(({ input, context }) =>
      conversations.seeTo(context, input.id, input.seenTo),
    ),
  };
}

async function* finished(event: ChatEvent): AsyncGenerator<ChatEvent, void, void> {
  yield event;
}
