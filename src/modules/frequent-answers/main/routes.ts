import { os, textOfOnlyFile } from '../../api.ts';
import type { FrequentAnswerService } from './service.ts';

export function createFrequentAnswerRoutes(answers: FrequentAnswerService) {
  const routes = os.frequentAnswers;
  return {
    list: routes.list.handler(({ input, context: { scope } }) => answers.list(scope, input)),
    create: routes.create.handler(({ input: { chatbotId, ...fields }, context: { scope } }) =>
      answers.create(scope, chatbotId, fields),
    ),
    update: routes.update.handler(({ input: { id, ...fields }, context: { scope } }) =>
      answers.update(scope, id, fields),
    ),
    remove: routes.remove.handler(({ input, context: { scope } }) => {
      answers.remove(scope, input.id);
      return {};
    }),
    proposals: routes.proposals.handler(({ input, context: { scope } }) =>
      answers.proposals(scope, input.chatbotId),
    ),
    dismissProposal: routes.dismissProposal.handler(({ input, context: { scope } }) => {
      answers.dismiss(scope, input.chatbotId, input.question);
      return {};
    }),
    previewImport: routes.previewImport.handler(async ({ input, context: { scope, files } }) =>
      answers.previewImport(scope, input.chatbotId, await textOfOnlyFile(files)),
    ),
    importCsv: routes.importCsv.handler(async ({ input, context: { scope, files } }) =>
      answers.importCsv(scope, input.chatbotId, await textOfOnlyFile(files)),
    ),
    exportCsv: routes.exportCsv.handler(({ input, context: { scope } }) =>
      answers.exportCsv(scope, input.chatbotId, input.language),
    ),
  };
}
