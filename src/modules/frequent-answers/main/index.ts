import { part, rulesOf, type House, type ModuleNeeds, type ModulePart } from '../../api.ts';
import { askedQuestions } from './asked-questions.ts';
import { createOfficeAnswers } from './office-answers.ts';
import { createFrequentAnswerRoutes } from './routes.ts';
import { createFrequentAnswerService } from './service.ts';
import { createFrequentAnswerStore } from './store.ts';
import * as schema from './tables.ts';

export const tables = rulesOf(schema);

/** Questions that the office answers itself. */
export function create({ database, clock }: House, { chatbots, clients }: ModuleNeeds) {
  const store = createFrequentAnswerStore(database);
  const answers = createOfficeAnswers({ store, clients, clock });
  const service = createFrequentAnswerService({
    store,
    chatbots,
    clients,
    answers,
    asked: (scope, chatbotId) => askedQuestions(database, scope, chatbotId),
    clock,
  });
  return part({
    module: 'frequentAnswers',
    routes: { frequentAnswers: createFrequentAnswerRoutes(service) },
    answerBefore: answers.answer,
    officeAnswers: service.offered,
  } as const satisfies ModulePart);
}
