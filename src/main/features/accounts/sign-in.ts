import { z } from 'zod';
import type { Database } from '#main/db/connection.ts';
import type { RequestContext } from '#main/features/access/principal.ts';
import type { AccessStore } from '#main/features/access/store.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Storage } from '#main/platform/storage/index.ts';
import { jobKind } from '#main/platform/jobs/kind.ts';
import { jobWork } from '#main/platform/jobs/work.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import { ACCESS_TOKEN_SECONDS, createAccessTokens } from './access-tokens.ts';
import { createCredentials } from './credentials.ts';
import { createKnownDevices } from './known-devices.ts';
import { createSecondFactorStore } from './second-factor-store.ts';
import { createSecondFactor } from './second-factor.ts';
import { partOfAddress, type ReportSecurityEvent } from './security-events.ts';
import { createSecondFactorRoutes, createSecurityRoutes, createSessionRoutes } from './security-routes.ts';
import { createSecurityService } from './security-service.ts';
import { createSessionStore } from './session-store.ts';
import { createSessions } from './sessions.ts';
import { createSigningKeys } from './signing-keys.ts';
import type { AccountStore, UserRow } from './store.ts';
import { createSignInThrottle } from './throttle.ts';
import { createWindowLockRoutes } from './window-lock-routes.ts';
import { createWindowLock } from './window-lock.ts';

/** Sessions, codes and tokens that are over are removed. */
const UPKEEP_JOB = jobKind('accounts.upkeep', z.object({}), {
  called: { fr: 'Ménage des sessions', en: 'Tidying of sessions' },
});

type Dependencies = {
  database: Database;
  store: AccountStore;
  access: AccessStore;
  settings: Parameters<typeof createSigningKeys>[0]['storage'];
  secrets: Secrets;
  clock: Clock;
  /** Never goes back, not even over a restart: what is over by it stays over. */
  lasting: Clock;
  log: Log;
  report: ReportSecurityEvent;
  /** Under which browsers are known again. */
  deviceKey: Uint8Array;
  storage: Pick<Storage, 'whenWritable'>;
  /** Whether this process shows the window. */
  isDesktop: boolean;
};

/** For whoever has just proved who they are. */
export type OpenBrowser = (user: UserRow, context: RequestContext) => void;

/** All that decides who is let in, wired. `close` ends what it does now and then. */
export function createSignIn(dependencies: Dependencies) {
  const { database, store, access, settings, secrets, clock, lasting, log, report } = dependencies;
  const { deviceKey, storage, isDesktop } = dependencies;
  const keys = createSigningKeys({
    storage: settings,
    secrets,
    clock: lasting,
    tokenSeconds: ACCESS_TOKEN_SECONDS,
  });
  const sessions = createSessions({
    store,
    sessionStore: createSessionStore(database),
    access,
    tokens: createAccessTokens({ keys, clock: lasting }),
    clock: lasting,
    report,
    whenWritable: storage.whenWritable,
  });
  const throttle = createSignInThrottle({
    onLockout: ({ kind, subject }) =>
      report({
        action: 'auth.locked_out',
        userId: kind === 'account' ? (store.byEmail(subject)?.id ?? null) : null,
        account: kind === 'account' ? partOfAddress(subject) : subject,
        remote: { address: kind === 'address' ? subject : null, userAgent: null },
      }),
  });
  const devices = createKnownDevices(deviceKey);
  const secondFactor = createSecondFactor({
    store: createSecondFactorStore(database),
    secrets,
    clock,
    log,
  });
  const credentials = createCredentials({ store, throttle, secondFactor, devices, report });
  const windowLock = createWindowLock({ store, clock, log, startsLocked: isDesktop });
  const security = createSecurityService({
    store,
    sessions,
    credentials,
    secondFactor,
    throttle,
    keys,
    clock,
  });

  const openBrowser: OpenBrowser = (user, context) => {
    context.setSessionCookie(sessions.openBrowser(user, context.remote));
    devices.remember(user.id, context);
  };

  return {
    jobs: [
      jobWork(
        UPKEEP_JOB,
        { concurrency: 1, leavesNoTrace: true, run: () => Promise.resolve(void sessions.clean()) },
        {
          name: 'accounts.upkeep',
          about: {
            fr: 'Retire les sessions et les codes qui ne valent plus.',
            en: 'Removes sessions and codes that are over.',
          },
          when: { cron: '41 * * * *' },
          missed: 'once',
          request: () => ({ payload: {} }),
        },
      ),
    ],
    sessions,
    openBrowser,
    credentials,
    windowLock,
    throttle,
    routes: {
      secondFactor: createSecondFactorRoutes(security),
      sessions: createSessionRoutes(security),
      security: createSecurityRoutes(security),
      windowLock: createWindowLockRoutes(windowLock),
    },
    close: windowLock.close,
  };
}
