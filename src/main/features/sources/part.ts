import { z } from 'zod';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { DocumentService } from '#main/features/documents/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createApplying } from './applying.ts';
import { createDeciding } from './deciding.ts';
import { createItemStore } from './item-store.ts';
import { kindsOf, type AnyKind } from './kind-list.ts';
import { createLiveLooks } from './live-looks.ts';
import { createLooking, LOOK_JOB } from './looking.ts';
import type { MailboxFolders } from './mailbox-logins.ts';
import { sourceNotifications } from './notifications.ts';
import { createRemoving, REMOVE_JOB } from './removing.ts';
import { createRequesting } from './requesting.ts';
import { createSourceRoutes } from './routes.ts';
import { createScrapingRoutes } from './scraping-routes.ts';
import { createSourceService } from './service.ts';
import { createSettling } from './settling.ts';
import { createSourceStore } from './store.ts';
import { createWatchers } from './watchers.ts';

const DUE_JOB = jobKind('source.due', z.object({}), {
  called: { fr: 'Passage sur les sources', en: 'Looks at sources' },
});

type Needs = {
  clients: ClientService;
  chatbots: ChatbotService;
  documents: DocumentService;
  kinds: readonly AnyKind[];
  mailboxFolders: MailboxFolders;
};

/** Sources of knowledge that stay fresh: folders, sites and feeds, looked at again and again. */
export function createSources(house: House, needs: Needs) {
  const { clients, chatbots, documents, mailboxFolders } = needs;
  const store = createSourceStore(house.database);
  const items = createItemStore(house.database);
  const kinds = kindsOf(needs.kinds);
  const live = createLiveLooks(house.changes);
  const given = { ...house, store, items, kinds, live, clients, chatbots, mailboxFolders };
  const ofItems = { ...house, items, documents: documents.items };
  const requesting = createRequesting(given);
  const watchers = createWatchers({ store, kinds, requesting });
  const looking = createLooking({
    ...given,
    apply: createApplying(ofItems),
    settle: createSettling(ofItems),
    onLookedAt: watchers.lookedAt,
  });
  const deciding = createDeciding({ ...ofItems, store, requesting, onApproved: watchers.again });
  const service = createSourceService({
    ...given,
    documents,
    requesting,
    deciding,
    onChanged: watchers.again,
  });
  return part({
    routes: { sources: createSourceRoutes(service), scraping: createScrapingRoutes(service) },
    jobs: [
      jobWork(LOOK_JOB, looking),
      jobWork(REMOVE_JOB, createRemoving({ ...given, documents })),
      jobWork(
        DUE_JOB,
        { concurrency: 1, leavesNoTrace: true, run: async () => requesting.requestDue() },
        {
          name: 'source.due',
          about: {
            fr: 'Parcourt les sources suivies quand leur heure est venue.',
            en: 'Looks at the sources that are followed when their time has come.',
          },
          when: { cron: '* * * * *' },
          missed: 'once',
          isWanted: requesting.isDue,
          request: () => ({ payload: {} }),
        },
      ),
    ],
    notifications: sourceNotifications(store),
    start: watchers.start,
    close: watchers.close,
  });
}
