import type { LocalPrincipal } from '#main/features/access/principal.ts';
import { createAccessStore } from '#main/features/access/store.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { createNewAccounts } from './new-accounts.ts';
import { createAccountRoutes } from './routes.ts';
import type { SecurityEvent } from './security-events.ts';
import { createAccountService } from './service.ts';
import { createSignIn } from './sign-in.ts';
import { createAccountStore } from './store.ts';

type Needs = {
  clients: ClientService;
  /** Whether mail can leave now. */
  mailReady: () => boolean;
};

/** Accounts of people, and all that decides who is let in. */
export function createAccounts(house: House, { clients, mailReady }: Needs) {
  const { database, settings, journal, sealedKey, clock, log, mode } = house;
  const isDesktop = mode === 'desktop';
  const store = createAccountStore(database);
  const access = createAccessStore(database);
  const report = (event: SecurityEvent) => {
    const { action, userId, remote, target, account } = event;
    const line = { action, user: userId, address: remote.address, target };
    log[action === 'auth.signed_in' ? 'info' : 'warn'](line, 'sign-in');
    // The session that was opened and the code that was used are rows: the journal has them already.
    if (action === 'auth.signed_in' || action === 'auth.recovery_code_used') return;
    journal.record({ action, targetId: userId ?? target ?? null, targetLabel: account ?? null });
  };
  const signIn = createSignIn({
    ...house,
    store,
    access,
    report,
    deviceKey: sealedKey('device-key'),
    isDesktop,
  });
  const { sessions, windowLock } = signIn;
  const newAccounts = createNewAccounts({ store, clock, clientIds: clients.allIds });
  const service = createAccountService({
    store,
    sessions,
    credentials: signIn.credentials,
    openBrowser: signIn.openBrowser,
    report,
    clock,
    newAccounts,
    mailReady,
    events: house.events,
    nameFirstClient(input) {
      settings.update({ defaultLanguage: input.language });
      clients.nameFirst(input);
    },
  });
  if (isDesktop) service.ensureLocalOwner(settings.get().defaultLanguage);
  return part({
    routes: { auth: createAccountRoutes(service), ...signIn.routes },
    jobs: signIn.jobs,
    close: signIn.close,
    store,
    access,
    newAccounts,
    sessions,
    openBrowser: signIn.openBrowser,
    throttle: signIn.throttle,
    windowLock,
    localPrincipal: service.localPrincipal,
    windowPrincipal: (): LocalPrincipal => ({
      ...service.localPrincipal(),
      window: windowLock.isLocked() ? 'locked' : 'open',
    }),
    setUpToken: service.setUpToken,
  });
}

export type Accounts = ReturnType<typeof createAccounts>;
