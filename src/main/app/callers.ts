import {
  userIdOf,
  type LocalPrincipal,
  type Principal,
  type VisitorPrincipal,
} from '#main/features/access/principal.ts';
import { createAccessStore } from '#main/features/access/store.ts';
import {
  createAccountRoutes,
  createAccountService,
  createAccountStore,
  createNewAccounts,
  createSignIn,
  type SecurityEvent,
} from '#main/features/accounts/index.ts';
import type { Database } from '#main/db/connection.ts';
import type { Journal } from '#main/features/audit/index.ts';
import type { ChatbotService } from '#main/features/chatbots/index.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import { createKeyRoutes, createKeyService, createKeyStore, isKey } from '#main/features/keys/index.ts';
import { createMailRoutes } from '#main/features/mail/index.ts';
import {
  createForgottenPassword,
  createJoining,
  createLinkStore,
  createOneTimeLinks,
  createPeopleRoutes,
  createPeopleService,
  createPeopleStore,
  FORGOTTEN_JOB,
} from '#main/features/people/index.ts';
import type { SettingsStore } from '#main/features/system/index.ts';
import type { LinkAddress } from '#shared/contract/web-interface.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import type { Scheduler } from '#main/platform/schedules/index.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import type { createMail } from './mail-wiring.ts';
import type { Credentials } from './ports.ts';

type Dependencies = {
  database: Database;
  settings: SettingsStore;
  secrets: Secrets;
  journal: Journal;
  jobs: Jobs;
  schedules: Pick<Scheduler, 'register'>;
  clients: ClientService;
  chatbots: ChatbotService;
  mailing: ReturnType<typeof createMail>;
  renewVisitor: (principal: VisitorPrincipal) => Principal;
  /** Where a link leads that is handed to somebody else. */
  linkAddress: (reachedAt: string | null) => LinkAddress;
  changes: Changes;
  storage: Storage;
  clock: Clock;
  /** Never goes back, not even over a restart: what is over by it stays over. */
  lasting: Clock;
  log: Log;
  /** Under which browsers are known again. */
  deviceKey: Uint8Array;
  /** Whether this process shows the window. */
  isDesktop: boolean;
};

/** All who may call, wired: people, their sign-in and mails to them, and the keys of programs. */
export function createCallers({
  database,
  settings,
  secrets,
  journal,
  jobs,
  schedules,
  clients,
  chatbots,
  mailing,
  renewVisitor,
  linkAddress,
  changes,
  storage,
  clock,
  lasting,
  log,
  deviceKey,
  isDesktop,
}: Dependencies) {
  const accountStore = createAccountStore(database);
  const report = (event: SecurityEvent) => {
    const { action, userId, remote, target, account } = event;
    const line = { action, user: userId, address: remote.address, target };
    log[action === 'auth.signed_in' ? 'info' : 'warn'](line, 'sign-in');
    // The session that was opened and the code that was used are rows: the journal has them already.
    if (action === 'auth.signed_in' || action === 'auth.recovery_code_used') return;
    journal.record({ action, targetId: userId ?? target ?? null, targetLabel: account ?? null });
  };
  const access = createAccessStore(database);
  const signIn = createSignIn({
    database,
    store: accountStore,
    access,
    settings,
    secrets,
    clock,
    lasting,
    log,
    report,
    deviceKey,
    storage,
    jobs,
    schedules,
    isDesktop,
  });
  const { sessions, throttle, windowLock } = signIn;
  const newAccounts = createNewAccounts({ store: accountStore, clock, clientIds: clients.allIds });
  const accounts = createAccountService({
    store: accountStore,
    sessions,
    credentials: signIn.credentials,
    openBrowser: signIn.openBrowser,
    report,
    clock,
    newAccounts,
    mailReady: mailing.mail.ready,
    onPasswordChanged: mailing.passwordChanged,
    nameFirstClient: input => {
      settings.update({ defaultLanguage: input.language });
      clients.nameFirst(input);
    },
  });
  const links = createOneTimeLinks({ store: createLinkStore(database), clock: lasting });
  const people = createPeopleService({
    store: createPeopleStore(database),
    accounts: accountStore,
    newAccounts,
    links,
    mailLink: mailing.link,
    linkAddress,
    access,
    clientsWithin: scope => clients.list(scope),
    chatbotsWithin: (scope, clientId) => chatbots.list(scope, clientId),
    changes,
    clock,
  });
  const joining = createJoining({
    accounts: accountStore,
    links,
    openBrowser: signIn.openBrowser,
    throttle,
    onPasswordChanged: mailing.passwordChanged,
    changes,
    clock,
  });
  const forgotten = createForgottenPassword({
    accounts: accountStore,
    links,
    mailReady: mailing.mail.ready,
    mailLink: mailing.link,
    linkAddress,
    jobs,
    secrets,
    label: mailing.mail.resetLabel,
    log,
  });
  jobs.register(FORGOTTEN_JOB, forgotten.handler);
  if (isDesktop) accounts.ensureLocalOwner(settings.get().defaultLanguage);

  const keys = createKeyService({
    store: createKeyStore(database),
    clients,
    chatbots,
    changes,
    whenWritable: storage.whenWritable,
    clock: lasting,
  });

  const windowPrincipal = (): LocalPrincipal => ({
    ...accounts.localPrincipal(),
    window: windowLock.isLocked() ? 'locked' : 'open',
  });
  const renew = (principal: Principal): Principal => {
    switch (principal.kind) {
      case 'user':
        return sessions.renew(principal.sessionId);
      case 'key':
        return keys.renew(principal.keyId);
      case 'local':
        return principal.window === undefined ? accounts.localPrincipal() : windowPrincipal();
      case 'visitor':
        return renewVisitor(principal);
      case 'anonymous':
        return principal;
    }
  };

  return {
    /** The same caller as they are by now. Throws (401) once their session or key no longer holds. */
    renew,
    async authenticate({ bearer, sessionCookie }: Credentials): Promise<Principal> {
      if (bearer !== null) {
        return isKey(bearer) ? keys.authenticate(bearer) : sessions.fromAccessToken(bearer);
      }
      if (sessionCookie !== null) return sessions.fromCookie(sessionCookie);
      return { kind: 'anonymous' };
    },
    localPrincipal: accounts.localPrincipal,
    windowPrincipal,
    windowLock,
    setUpToken: accounts.setUpToken,
    routes: {
      auth: createAccountRoutes(accounts),
      ...signIn.routes,
      people: createPeopleRoutes(people, joining, forgotten),
      keys: createKeyRoutes(keys),
      mail: createMailRoutes({
        mail: mailing.mail,
        whoAsks: principal => {
          const userId = userIdOf(principal);
          const user = userId === null ? null : accountStore.byId(userId);
          return {
            name: user?.fullName ?? '',
            language: user?.language ?? settings.get().defaultLanguage,
          };
        },
      }),
    },
    close: signIn.close,
  };
}
