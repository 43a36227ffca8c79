import { wholeClients, type ClientScope } from '#main/db/client-scope.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import { conversationEvents } from '#main/features/conversations/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { visitorEvents } from '#main/features/visitors/index.ts';
import { derivedWork, eventWork } from '#main/platform/events/index.ts';
import { createContactRoutes } from './routes.ts';
import { createContactService } from './service.ts';
import { createContactStore } from './store.ts';
import { createVisitorsTakenIn } from './visitors-taken-in.ts';
import { createContactWriting } from './writing.ts';

/** People and companies, with what happened with them. */
export function createContacts(house: House, { clients }: { clients: ClientService }) {
  const store = createContactStore(house.database);
  const writing = createContactWriting({ ...house, store });
  const visitors = createVisitorsTakenIn({ ...house, store, writing });
  const service = createContactService({ ...house, store, writing, clients });
  return part({
    routes: { contacts: createContactRoutes(service) },
    on: [
      eventWork({
        name: 'contacts.visitors',
        called: { fr: 'Contacts', en: 'Contacts' },
        to: [visitorEvents.CONTACT_LEFT],
        from: 'beginning',
        handle: ({ clientId, subjectId }) => visitors.lead(clientOf(clientId), subjectId),
      }),
      derivedWork({
        name: 'contacts.seen',
        called: { fr: 'Contacts', en: 'Contacts' },
        to: [conversationEvents.QUESTION_ASKED],
        from: 'now',
        derive(asked) {
          for (const { clientId, contactId, at } of asked)
            if (contactId !== null) visitors.seen(clientOf(clientId), contactId, at);
        },
      }),
    ],
    resume: visitors.leadsOfBefore,
  });
}

const clientOf = (clientId: string | null): ClientScope => wholeClients(clientId === null ? [] : [clientId]);
