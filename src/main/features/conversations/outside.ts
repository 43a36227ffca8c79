import { createHiding, type Hiding } from '#main/ai/hiding/hiding-model.ts';
import type { ChatModel } from '#main/ai/ports.ts';
import type { ChatbotRow } from '#main/features/chatbots/index.ts';
import type { AnsweringModel } from '#main/features/models/index.ts';
import { FoyerError, type ErrorCode } from '#shared/errors.ts';

/** What hides personal values from models outside, where the chatbot does so. */
export function hidingFor(bot: Pick<ChatbotRow, 'hidesPersonal' | 'language'>): Hiding | null {
  return bot.hidesPersonal ? createHiding(bot.language) : null;
}

/**
 * A model as an answer asks it. One outside is looked at again when it is asked, so that a consent that was taken back
 * meanwhile is none, and reads no personal value where they are hidden.
 */
export function asAsked(
  model: AnsweringModel,
  hiding: Hiding | null,
  refusalOf: (model: AnsweringModel) => ErrorCode | null,
): AnsweringModel {
  const { place, chat } = model;
  if (place === null) return model;
  const guarded: ChatModel = {
    provider: chat.provider,
    model: chat.model,
    async *stream(request, options) {
      const code = refusalOf(model);
      if (code !== null) throw new FoyerError(code, `Nothing may leave for ${place}`);
      yield* chat.stream(request, options);
    },
  };
  return { ...model, chat: hiding === null ? guarded : hiding.from(guarded, place) };
}
