import type { ClientService } from '#main/features/clients/index.ts';
import { documentEvents, type DocumentService } from '#main/features/documents/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { eventWork } from '#main/platform/events/index.ts';
import { createProposalStore } from './proposal-store.ts';
import { createProposing } from './proposing.ts';
import { createTagRoutes } from './routes.ts';
import { createTagService } from './service.ts';
import { createTagStore } from './store.ts';

type Needs = { clients: ClientService; documents: DocumentService };

/** Tags of documents, given by hand, by sources, or from what is proposed. */
export function createTags(house: House, { clients, documents }: Needs) {
  const { database, together, changes, clock } = house;
  const tagStore = createTagStore(database);
  const service = createTagService({ store: tagStore, clients, changes, clock });
  const proposing = createProposing({
    store: createProposalStore(database),
    tagStore,
    tags: service,
    clients,
    documents,
    together,
  });
  return part({
    routes: { tags: createTagRoutes(service, proposing) },
    on: [
      eventWork({
        name: 'tags.propose',
        called: { fr: 'Étiquettes à proposer', en: 'Tags to be proposed' },
        to: [documentEvents.DOCUMENT_READY],
        from: 'beginning',
        handle: ({ subjectId }) => (subjectId === null ? undefined : proposing.read(subjectId)),
      }),
    ],
  });
}
