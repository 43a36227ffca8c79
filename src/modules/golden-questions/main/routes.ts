import type { createComparing } from './comparing.ts';
import { os, type ClientScope, type Proving } from '../../api.ts';
import { asLook } from './looking.ts';
import type { createProposing } from './proposing.ts';
import type { GoldenRuns } from './running.ts';
import type { GoldenService } from './service.ts';

const LOOK_TIMEOUT_MS = 60_000; // a model that puts passages in order may take its time

type Dependencies = {
  comparing: Pick<ReturnType<typeof createComparing>, 'look'>;
  questions: GoldenService;
  runs: GoldenRuns;
  proposing: ReturnType<typeof createProposing>;
  proving: Proving;
  isAutomatic: (scope: ClientScope, chatbotId: string) => boolean;
  setAutomatic: (scope: ClientScope, chatbotId: string, automatic: boolean) => void;
  /** Throws when the client is archived or switched off. */
  requireAnswering: (scope: ClientScope, chatbotId: string) => void;
};

export function createGoldenRoutes(given: Dependencies) {
  const { comparing, questions, runs, proposing, proving, isAutomatic, setAutomatic, requireAnswering } =
    given;
  const routes = os.goldenQuestions;
  return {
    list: routes.list.handler(({ input, context: { scope } }) => questions.list(scope, input)),
    create: routes.create.handler(({ input, context: { scope } }) => questions.create(scope, input)),
    update: routes.update.handler(({ input, context: { scope } }) => questions.update(scope, input)),
    approve: routes.approve.handler(({ input, context: { scope } }) => questions.approve(scope, input.id)),
    remove: routes.remove.handler(({ input, context: { scope } }) => {
      questions.remove(scope, input.id);
      return {};
    }),
    candidates: routes.candidates.handler(({ input, context: { scope } }) =>
      questions.candidates(scope, input.chatbotId),
    ),
    propose: routes.propose.handler(({ input: { chatbotId, count }, context: { scope } }) =>
      proposing.start(scope, chatbotId, count),
    ),
    status: routes.status.handler(({ input, context: { scope } }) => {
      const { id } = questions.botOf(scope, input.chatbotId);
      return {
        running: runs.isRunning(id),
        proposing: proposing.isProposing(id),
        proposingFailed: proposing.failure(id),
        mayPropose: proposing.mayPropose(scope, id),
        automatic: isAutomatic(scope, id),
        changed: runs.hasChanged(scope, id),
      };
    }),
    configure: routes.configure.handler(({ input: { chatbotId, automatic }, context: { scope } }) => {
      setAutomatic(scope, chatbotId, automatic);
      return {};
    }),
    start: routes.start.handler(({ input, context: { scope } }) => runs.start(scope, input.chatbotId)),
    runs: routes.runs.handler(({ input, context: { scope } }) => runs.list(scope, input)),
    run: routes.run.handler(({ input: { id, against }, context: { scope } }) => runs.get(scope, id, against)),
    indexComparison: routes.indexComparison.handler(({ input, context: { scope } }) =>
      comparing.look(scope, input.changeId),
    ),
    look: routes.look.handler(
      async ({ input: { chatbotId, q, way, asTyped, ...narrowing }, context: { scope }, signal }) => {
        requireAnswering(scope, chatbotId);
        const timeout = AbortSignal.timeout(LOOK_TIMEOUT_MS);
        const until = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
        return asLook(await proving.prove(scope, { chatbotId, text: q, way, asTyped, narrowing }, until));
      },
    ),
  };
}
