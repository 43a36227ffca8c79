import type { LinkAddress } from '#shared/contract/web-interface.ts';
import type { Accounts } from '#main/features/accounts/index.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { House } from '#main/features/house.ts';
import type { Mailing } from '#main/features/mail/index.ts';
import { part } from '#main/features/part.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import { createForgottenPassword, FORGOTTEN_JOB } from './forgotten-password.ts';
import { createJoining } from './joining.ts';
import { createLinkStore } from './link-store.ts';
import { createOneTimeLinks } from './one-time-links.ts';
import { createPeopleRoutes } from './routes.ts';
import { createPeopleService } from './service.ts';
import { createPeopleStore } from './store.ts';

type Needs = {
  accounts: Accounts;
  clients: ClientService;
  chatbots: ChatbotService;
  mail: Mailing;
  /** Where a link leads that is handed to somebody else. */
  linkAddress: (reachedAt: string | null) => LinkAddress;
};

/** People: invited, given roles, let back in when they forgot their password. */
export function createPeople(house: House, needs: Needs) {
  const { accounts, clients, chatbots, mail, linkAddress } = needs;
  const { store, newAccounts, access, openBrowser, throttle } = accounts;
  const links = createOneTimeLinks({ store: createLinkStore(house.database), clock: house.lasting });
  const people = createPeopleService({
    ...house,
    store: createPeopleStore(house.database),
    accounts: store,
    newAccounts,
    links,
    mailLink: mail.sendLink,
    linkAddress,
    access,
    clientsWithin: scope => clients.list(scope),
    chatbotsWithin: (scope, clientId) => chatbots.list(scope, clientId),
  });
  const joining = createJoining({
    ...house,
    accounts: store,
    links,
    openBrowser,
    throttle,
  });
  const forgotten = createForgottenPassword({
    ...house,
    accounts: store,
    links,
    mailReady: mail.isReady,
    mailLink: mail.sendLink,
    linkAddress,
    label: mail.resetLabel,
  });
  return part({
    routes: { people: createPeopleRoutes(people, joining, forgotten) },
    jobs: [jobWork(FORGOTTEN_JOB, forgotten.handler)],
  });
}
