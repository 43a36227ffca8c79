import { join } from 'node:path';
import { z } from 'zod';
import type { ConversationService } from '#main/features/conversations/index.ts';
import type { House } from '#main/features/house.ts';
import type { ModelService } from '#main/features/models/index.ts';
import { part } from '#main/features/part.ts';
import type { WidgetStore } from '#main/features/widgets/index.ts';
import type { Extraction } from '#main/ingest/ports.ts';
import { createContentStore } from '#main/platform/content-store.ts';
import type { FairQueue } from '#main/platform/fair-queue.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createAdmission } from './admission.ts';
import { createVisitorChat } from './chat.ts';
import { createVisitorFiles } from './files.ts';
import { createVisitorLimits } from './limits.ts';
import { visitorNotifications } from './notifications.ts';
import { createVisitorRoutes } from './routes.ts';
import { createVisitorService } from './service.ts';
import { createVisitorStore } from './store.ts';
import { createGuard } from './streams.ts';
import { createVisitorTokens } from './tokens.ts';
import type { TranscriptMail } from './transcript.ts';
import { createVisitRoutes, createVisits } from './visits.ts';

/** Visitors who never came back, and files of theirs that were never sent. */
const UPKEEP_JOB = jobKind('visitors.upkeep', z.object({}), {
  called: { fr: 'Ménage des visites', en: 'Tidying of visits' },
});

type Needs = {
  widgets: WidgetStore;
  conversations: ConversationService;
  models: Pick<ModelService, 'chain' | 'prepare'>;
  queue: FairQueue;
  answersAtOncePerLocalModel: () => number;
  /** Where a proxy shows the visitors' pages; null without one. */
  publicUrl: () => string | null;
  /** A pool of its own: a folder of documents that is being read keeps no visitor waiting. */
  extraction: Extraction;
  /** The extracted text of a document; null when it is gone. */
  textOf: (clientId: HeldId, documentId: string) => string | null;
  mail: TranscriptMail;
};

/** Those who ask through a widget, and what the office sees of them. */
export async function createVisitors(house: House, needs: Needs) {
  const { database, tables, dataFolder, sealedKey, storage, clock, lasting } = house;
  const attachments = createContentStore(join(dataFolder, 'visitor-files'), storage);
  if (storage.mayChange()) await attachments.clean();
  const store = createVisitorStore(database, tables);
  const limits = createVisitorLimits();
  const tokens = createVisitorTokens({ signingKey: sealedKey('visitor-signing-key'), clock: lasting });
  const admission = createAdmission({
    widgets: needs.widgets,
    store,
    tokens,
    limits,
    events: house.events,
    whenWritable: storage.whenWritable,
    clock,
    publicUrl: needs.publicUrl,
  });
  const guard = createGuard();
  const files = createVisitorFiles({ ...house, store, admission, limits, files: attachments, ...needs });
  const service = createVisitorService({ ...house, ...needs, store, admission, limits, files });
  const chat = createVisitorChat({ ...needs, store, admission, limits, guard, clock });
  const visits = createVisits({ ...house, ...needs, store, files: attachments });
  const upkeep = async () => {
    service.forgetIdle();
    await files.sweep();
  };
  return part({
    routes: {
      visits: createVisitRoutes(visits),
      visitor: createVisitorRoutes({ admission, visitors: service, chat, files }),
    },
    jobs: [
      jobWork(
        UPKEEP_JOB,
        { concurrency: 1, leavesNoTrace: true, run: upkeep },
        {
          name: 'visitors.upkeep',
          about: {
            fr: 'Oublie les visiteurs jamais revenus, et leurs fichiers jamais envoyés.',
            en: 'Forgets visitors who never came back, and files they never sent.',
          },
          when: { cron: '23 * * * *' },
          missed: 'once',
          request: () => ({ payload: {} }),
        },
      ),
    ],
    notifications: visitorNotifications,
    close: guard.close,
    admission,
    /** The bytes of what visitors sent. */
    attachments,
  });
}
