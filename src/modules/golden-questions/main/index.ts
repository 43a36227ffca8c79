import { jobWork, part, rulesOf, type House, type ModuleNeeds, type ModulePart } from '../../api.ts';
import { createComparing } from './comparing.ts';
import { createComparisonStore } from './comparison-store.ts';
import { createAskedStore } from './asked-store.ts';
import { createDocumentStore } from './document-store.ts';
import { createProposing, PROPOSE_JOB } from './proposing.ts';
import { createGoldenRoutes } from './routes.ts';
import { createRuns, RUN_JOB, WATCH_JOB } from './running.ts';
import { createGoldenService } from './service.ts';
import { createGoldenStore } from './store.ts';
import * as schema from './tables.ts';

export const tables = rulesOf(schema);

/** Questions whose right answer is known, and how well a chatbot finds it. */
export function create(
  house: House,
  { chatbots, clients, proving, asking, indexesNow, reach, officeAnswers }: ModuleNeeds,
) {
  const { database, jobs, changes, clock, version } = house;
  const announce = (clientId: string): void => changes.publish({ topic: 'modules', clientId, id: null });
  const store = createGoldenStore(database);
  const documents = createDocumentStore(database);
  const asked = createAskedStore(database);
  const questions = createGoldenService({
    store,
    documents,
    asked,
    chatbots,
    announce,
    clock,
    officeAnswers,
  });
  const runs = createRuns({
    store,
    documents,
    questions,
    proving,
    jobs,
    reach,
    announce,
    version,
    clock,
    officeAnswers,
  });
  const comparing = createComparing({
    store,
    comparisons: createComparisonStore(database),
    questions,
    proving,
    indexesNow,
    jobs,
    reach,
    announce,
    clock,
  });
  const proposing = createProposing({ store, documents, questions, asking, jobs });
  return part({
    module: 'goldenQuestions',
    testQuestions: questions.offered,
    routes: {
      goldenQuestions: createGoldenRoutes({
        comparing,
        questions,
        runs,
        proposing,
        proving,
        isAutomatic: store.isAutomatic,
        setAutomatic(scope, wanted, automatic) {
          const { id: chatbotId, clientId } = questions.botOf(scope, wanted);
          store.setAutomatic({ chatbotId, clientId, automatic });
          announce(clientId);
        },
        requireAnswering: (scope, chatbotId) =>
          clients.requireAnswering(questions.botOf(scope, chatbotId).clientId),
      }),
    },
    on: [comparing.whenReady],
    jobs: [
      jobWork(RUN_JOB, runs.runJob),
      comparing.job,
      jobWork(PROPOSE_JOB, proposing.job),
      jobWork(WATCH_JOB, runs.watchJob, {
        name: 'goldenQuestions.watch',
        about: {
          fr: 'Pose les questions témoins d’un chatbot quand ses documents, ses modèles ou ses réglages ont changé et que plus rien ne bouge, une fois par heure au plus.',
          en: 'Asks the test questions of a chatbot once its documents, models or settings have changed and nothing moves any more, once an hour at most.',
        },
        when: { cron: '*/5 * * * *' },
        missed: 'once',
        isWanted: runs.isWanted,
        request: () => ({ payload: {} }),
      }),
    ],
  } as const satisfies ModulePart);
}
