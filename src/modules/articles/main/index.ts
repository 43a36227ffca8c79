import {
  documentEvents,
  eventWork,
  part,
  rulesOf,
  type House,
  type ModuleNeeds,
  type ModulePart,
} from '../../api.ts';
import * as happened from './events.ts';
import { createProposalRoutes } from './routes.ts';
import { createSaidStore } from './said-store.ts';
import { createProposalService } from './service.ts';
import { createProposalStore } from './store.ts';
import * as schema from './tables.ts';
import { createTesting } from './testing.ts';

export const tables = rulesOf(schema);
export const events = { ...happened };

/** What people of the office propose that chatbots answer. */
export function create({ database, events: happening, clock }: House, needs: ModuleNeeds) {
  const { chatbots, documents, officeAnswers, testQuestions, proving, setAside } = needs;
  const store = createProposalStore(database);
  const keepTests = createTesting({ store, events: happening, testQuestions });
  const service = createProposalService({
    store,
    said: createSaidStore(database),
    chatbots,
    events: happening,
    clock,
    documents,
    officeAnswers,
    testQuestions,
    keepTests,
    proving,
    setAside,
  });
  return part({
    module: 'articles',
    routes: { articles: createProposalRoutes(service) },
    on: [
      eventWork({
        name: 'articles.tests',
        called: { fr: 'Questions témoins des articles', en: 'Test questions of articles' },
        to: [documentEvents.DOCUMENT_READY],
        from: 'now',
        pointlessAfter: ['goldenQuestions.full', 'goldenQuestions.no_such_place', 'resource.not_found'],
        handle({ subjectId, clientId }) {
          if (clientId !== null) keepTests(clientId, subjectId);
        },
      }),
    ],
  } as const satisfies ModulePart);
}
