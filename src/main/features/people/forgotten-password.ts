import type { IssuedLink } from '#shared/contract/people.ts';
import { FoyerError } from '#shared/errors.ts';
import { createSignInThrottle, type AccountStore, type UserRow } from '#main/features/accounts/index.ts';
import type { JobHandler, Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { OneTimeLinks } from './one-time-links.ts';

export const FORGOTTEN_JOB = 'password.forgotten';

const SOON = 5; // a person waits for the mail

/** Requests in a quarter of an hour. */
const LIMITS = {
  account: 3, // one mail may be lost; a fourth is for filling someone's mailbox
  address: 20, // an office shares one address
};
/** From everywhere together: what the queue can be filled with. */
const LIMIT_OF_ALL = { account: 300, address: Number.POSITIVE_INFINITY };

type Dependencies = {
  accounts: AccountStore;
  links: OneTimeLinks;
  mailReady: () => boolean;
  mailLink: (user: UserRow, link: IssuedLink) => boolean;
  jobs: Jobs;
  secrets: Secrets;
  /** What the job is called in the list of jobs. */
  label: () => string;
  log: Log;
  monotonicMs?: () => number;
};

export type ForgottenPassword = ReturnType<typeof createForgottenPassword>;

/**
 * A new password by mail. Whoever asks learns nothing: known or unknown, an address is throttled, sealed and queued
 * alike, and looked up only by the job, when the answer is long gone.
 */
export function createForgottenPassword(dependencies: Dependencies) {
  const { accounts, links, mailReady, mailLink, jobs, secrets, label, log, monotonicMs } = dependencies;
  const asked = createSignInThrottle(monotonicMs, LIMITS);
  const askedByAll = createSignInThrottle(monotonicMs, LIMIT_OF_ALL);

  const handler: JobHandler = {
    concurrency: 1,
    forgetsPayload: true,
    run(job) {
      const user = accounts.byEmail(secrets.open(String(job.payload['sealed'])));
      if (!user?.active || !mailReady()) return Promise.resolve();
      const kind = user.passwordHash === null ? 'invitation' : 'reset';
      mailLink(user, links.issue({ userId: user.id, kind, createdBy: null }));
      return Promise.resolve();
    },
  };

  return {
    handler,

    /** Throws `mail.not_configured`, `auth.throttled`: the same for an account that exists and one that does not. */
    ask(email: string, address: string | null): void {
      if (!mailReady()) throw new FoyerError('mail.not_configured', 'No mail can leave');
      asked.check(email, address);
      askedByAll.check('', null);
      asked.failed(email, address);
      askedByAll.failed('', null);
      jobs.enqueue({
        type: FORGOTTEN_JOB,
        label: label(),
        clientId: null,
        // Sealed: what strangers type is not for the list of jobs either.
        payload: { sealed: secrets.seal(email) },
        priority: SOON,
      });
      log.info({ address }, 'a new password was asked for');
    },
  };
}
