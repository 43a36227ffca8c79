import type { ChatbotPeople } from '#shared/contract/chatbots.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ChatbotService } from './service.ts';
import type { SharingStore } from './sharing-store.ts';

type Dependencies = { store: SharingStore; chatbots: ChatbotService };

export type Sharing = ReturnType<typeof createSharing>;

/** Which members of a client may chat with one of its chatbots. Those with a stronger role see every chatbot. */
export function createSharing({ store, chatbots }: Dependencies) {
  function get(scope: ClientScope, id: string): ChatbotPeople {
    const bot = chatbots.get(scope, id);
    const members = store.members(bot.clientId);
    const chosen = new Set(store.chosen(bot.id));
    return {
      sharing: bot.sharing,
      members,
      userIds: members.map(member => member.id).filter(userId => chosen.has(userId)),
    };
  }

  return {
    get,
    /** Throws `resource.not_found` for the chatbot, and for a person who is not a member of its client. */
    set(
      scope: ClientScope,
      { id, sharing, userIds }: { id: string } & Pick<ChatbotPeople, 'sharing' | 'userIds'>,
    ): ChatbotPeople {
      const bot = chatbots.get(scope, id);
      const members = store.members(bot.clientId).map(member => member.id);
      const wanted = [...new Set(userIds)];
      const stranger = wanted.find(userId => !members.includes(userId));
      if (stranger !== undefined) throw new FoyerError('resource.not_found', `No member ${stranger}`);
      store.replace(bot.id, members, wanted);
      chatbots.update(scope, { id, sharing });
      return get(scope, id);
    },
  };
}
