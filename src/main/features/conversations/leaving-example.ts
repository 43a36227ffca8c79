import type { CloudExample } from '#shared/contract/cloud.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { detectLanguage } from '#main/language/detect.ts';
import type { ChatbotRow } from '#main/features/chatbots/index.ts';
import type { ModelService } from '#main/features/models/index.ts';
import type { Retriever, SearchStore } from '#main/features/search/index.ts';
import { createAnswerRequest } from './answer-request.ts';
import { createFinding } from './finding.ts';
import { hidingFor } from './outside.ts';
import { createUsageMeter } from './usage-meter.ts';

/** Of a chatbot without questions of its own. */
const usualQuestion: Record<Language, string> = {
  fr: 'Que faut-il savoir d’abord ?',
  en: 'What should I know first?',
};

type Needs = {
  retriever: Retriever;
  knowledge: Pick<SearchStore, 'knowledge'>;
  models: Pick<ModelService, 'chain'>;
};

/**
 * What would leave for a place outside if a chatbot were asked a question: found and written as for an answer, and sent
 * to nobody. Throws `resource.not_found` where the chatbot has no model.
 */
export function createLeavingExample({ retriever, knowledge, models }: Needs) {
  const nobody = (): never => {
    throw new FoyerError('model.no_consent', 'An example asks no model');
  };
  const find = createFinding({ retriever, route: nobody });

  return async function exampleOf(
    bot: ChatbotRow,
    host: string,
    asked: string | undefined,
    signal: AbortSignal,
  ): Promise<CloudExample> {
    const there = models.chain(bot, undefined).find(({ place }) => place === host);
    if (there === undefined)
      throw new FoyerError('resource.not_found', `No model of the chatbot is at ${host}`);
    const text = asked ?? bot.suggestedQuestions[0] ?? usualQuestion[bot.language];
    const language = detectLanguage(text) ?? bot.language;
    const { passages, retrieval } = await find(
      {
        bot,
        text,
        history: [],
        models: models.chain(bot, 'embedded'),
        language,
        known: knowledge.knowledge(bot.id),
        asTyped: false,
        ahead: undefined,
        hiding: hidingFor(bot),
        meter: createUsageMeter(),
        onAttempt: () => undefined,
      },
      signal,
    );
    const grounding = { question: text, language, passages, searched: retrieval.searched };
    const { prompt } = createAnswerRequest({ bot, text, history: [], models: [there] }, grounding);
    const { system, turns, passages: sent } = prompt();
    const hiding = hidingFor(bot);
    const leaving = hiding?.inPlain({ system, turns }, host) ?? { system, turns };
    return {
      question: text,
      instructions: leaving.system,
      turns: leaving.turns,
      passages: sent.length,
      hidden: hiding?.told()[0]?.count ?? 0,
    };
  };
}
