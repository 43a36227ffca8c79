import { z } from 'zod';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { House } from '#main/features/house.ts';
import type { ModelService } from '#main/features/models/index.ts';
import { part } from '#main/features/part.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createConnectionRecorder, type ConnectionRecorder } from './recorder.ts';
import { createConnectionRoutes } from './routes.ts';
import { createConnectionService } from './service.ts';
import { createConnectionStore } from './store.ts';

const TIDY_JOB = jobKind('connections.tidy', z.object({}), {
  called: { fr: 'Ménage des connexions', en: 'Upkeep of connections' },
});

type Needs = {
  chatbots: Pick<ChatbotService, 'list'>;
  models: Pick<ModelService, 'list' | 'isLocal'>;
  mailServer: () => { host: string; place: string } | null;
};

/** Every connection of this Foyer: kept, told to open pages, and gathered with age. */
export function createConnections(house: House, needs: Needs) {
  const { database, outbound, clock } = house;
  const store = createConnectionStore(database);
  const begunAt = clock.now().toISOString();
  const service = createConnectionService({ ...house, ...needs, store, recorder: () => recorder });
  const recorder: ConnectionRecorder = createConnectionRecorder({
    ...house,
    ledger: outbound.ledger,
    store,
    onSaved: service.saved,
  });
  return part({
    routes: { connections: createConnectionRoutes(service) },
    jobs: [
      jobWork(
        TIDY_JOB,
        { concurrency: 1, leavesNoTrace: true, whenQuiet: true, run: async () => service.tidy() },
        {
          name: 'connections.tidy',
          about: {
            fr: 'Oublie les connexions trop anciennes et regroupe celles de plus d’une semaine.',
            en: 'Forgets connections that are too old, and gathers those older than a week.',
          },
          when: { dailyAt: '12:50' },
          missed: 'once',
          request: () => ({ payload: {} }),
        },
      ),
    ],
    resume: () => store.endRunning(begunAt),
    close: recorder.close,
  });
}
