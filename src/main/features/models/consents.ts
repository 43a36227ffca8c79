import type { CloudConsent } from '#shared/contract/cloud-consent.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import type { AnsweringModel, ChatbotModels } from './answering-models.ts';
import type { ConsentStore } from './consent-store.ts';
import type { ModelPlaces } from './model-places.ts';
import type { ModelStore } from './store.ts';

type Dependencies = {
  store: ConsentStore;
  models: Pick<ModelStore, 'get'>;
  places: Pick<ModelPlaces, 'comparingPlaceOf'>;
  chain: (bot: ChatbotModels, requested: undefined) => readonly AnsweringModel[];
  events: Pick<Events, 'atOnce'>;
  clock: Clock;
};

export type Consents = ReturnType<typeof createConsents>;

/** For which places outside texts of a chatbot may leave, by the yes of who edits it. */
export function createConsents({ store, models, places, chain, events, clock }: Dependencies) {
  const now = () => clock.now().toISOString();

  /** The places outside of a chatbot's models, in the order in which they are asked. */
  function placesOf(bot: ChatbotModels): Map<string, { id: string; name: string }[]> {
    const used = new Map<string, { id: string; name: string }[]>();
    for (const { place, modelId, name } of chain(bot, undefined)) {
      if (place === null || modelId === null) continue;
      const known = used.get(place) ?? [];
      if (known.every(({ id }) => id !== modelId)) known.push({ id: modelId, name: name ?? modelId });
      used.set(place, known);
    }
    return used;
  }

  return {
    placesOf,
    ofChatbot: (chatbotId: HeldId): CloudConsent[] => store.ofChatbot(chatbotId),
    /** Whether what is asked of a chatbot may leave for where a model is. */
    mayLeave: (chatbotId: HeldId, { place }: Pick<AnsweringModel, 'place'>): boolean =>
      place === null || store.isAllowed(chatbotId, place),
    allow(chatbotId: HeldId, host: string, givenById: string | null): void {
      store.allow(chatbotId, host, { givenById, givenAt: now(), carriedOver: false });
    },
    withdraw: (chatbotId: HeldId, host: string): void => store.withdraw(chatbotId, host),

    /** What chatbots and search used in a version that did not ask, they go on using. */
    carryOver(): void {
      events.atOnce(() => {
        const { bots, modelIds } = store.takeUsedBefore();
        const given = { givenById: null, givenAt: now(), carriedOver: true };
        for (const bot of bots) for (const host of placesOf(bot).keys()) store.allow(bot.id, host, given);
        for (const modelId of modelIds) {
          const row = models.get(modelId);
          const host = row === null ? null : places.comparingPlaceOf(row);
          if (host !== null) store.allowEmbedding(modelId, host, given);
        }
      });
    },
  };
}
