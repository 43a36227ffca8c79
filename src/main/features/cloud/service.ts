import type { CloudExample, CloudPlace } from '#shared/contract/cloud.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { ChatbotRow, ChatbotStore } from '#main/features/chatbots/index.ts';
import type { Consents } from '#main/features/models/index.ts';
import type { Changes } from '#main/platform/changes.ts';

type Dependencies = {
  chatbots: Pick<ChatbotStore, 'row'>;
  consents: Consents;
  exampleOf: (
    bot: ChatbotRow,
    host: string,
    question: string | undefined,
    signal: AbortSignal,
  ) => Promise<CloudExample>;
  changes: Pick<Changes, 'publish'>;
};

export type CloudService = ReturnType<typeof createCloudService>;

/** What of a chatbot may leave this machine and this network, for people to see and decide. */
export function createCloudService({ chatbots, consents, exampleOf, changes }: Dependencies) {
  /** Throws `resource.not_found`. */
  function get(scope: ClientScope, id: string): ChatbotRow {
    const bot = chatbots.row(scope, id);
    if (!bot) throw new FoyerError('resource.not_found', `No chatbot ${id}`);
    return bot;
  }

  function placesOf(bot: ChatbotRow): CloudPlace[] {
    const used = consents.placesOf(bot);
    const given = consents.ofChatbot(bot.id);
    const hosts = new Set([...used.keys(), ...given.map(({ host }) => host)]);
    return [...hosts].map(host => ({
      host,
      models: used.get(host) ?? [],
      consent: given.find(consent => consent.host === host) ?? null,
    }));
  }

  function told(bot: ChatbotRow): CloudPlace[] {
    changes.publish({ topic: 'chatbots', clientId: bot.clientId, id: bot.id });
    return placesOf(bot);
  }

  return {
    places: (scope: ClientScope, id: string): CloudPlace[] => placesOf(get(scope, id)),

    example: (
      scope: ClientScope,
      { id, host, question }: { id: string; host: string; question?: string | undefined },
      signal: AbortSignal,
    ): Promise<CloudExample> => exampleOf(get(scope, id), host, question, signal),

    /** Throws `request.invalid` for a place where the chatbot has no model: a yes is to what was shown. */
    allow(scope: ClientScope, id: string, host: string, givenById: string | null): CloudPlace[] {
      const bot = get(scope, id);
      if (!consents.placesOf(bot).has(host))
        throw new FoyerError('request.invalid', `No model of the chatbot is at ${host}`, {
          details: { field: 'host' },
        });
      consents.allow(bot.id, host, givenById);
      return told(bot);
    },

    withdraw(scope: ClientScope, id: string, host: string): CloudPlace[] {
      const bot = get(scope, id);
      consents.withdraw(bot.id, host);
      return told(bot);
    },
  };
}
