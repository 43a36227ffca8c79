import { z } from 'zod';
import type { LinkAddress } from '#shared/contract/web-interface.ts';
import { FoyerError } from '#shared/errors.ts';
import type { RequestContext } from '#main/features/access/principal.ts';
import { createAttemptLedger, type AccountStore } from '#main/features/accounts/index.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, Jobs } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import type { Secrets } from '#main/platform/secrets/index.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import type { MailLink } from './service.ts';

export const FORGOTTEN_JOB = jobKind('password.forgotten', z.object({ sealed: z.string() }), {
  called: null,
});

const SOON = 5; // a person waits for the mail

const WINDOW_MS = 15 * 60_000;
/** Requests in a quarter of an hour. */
const LIMITS = {
  account: 3, // one mail may be lost; a fourth is for filling someone's mailbox
  address: 20, // an office shares one address
  everyone: 300, // what the queue can be filled with
};

type Dependencies = {
  accounts: AccountStore;
  links: OneTimeLinks;
  mailReady: () => boolean;
  mailLink: MailLink;
  /** Where a link leads that is handed to somebody else. */
  linkAddress: (reachedAt: string | null) => LinkAddress;
  jobs: Jobs;
  secrets: Secrets;
  /** What the job is called in the list of jobs. */
  label: () => string;
  log: Log;
  monotonicMs?: () => number;
};

const asked = z.object({ email: z.string(), base: z.string().nullable() });

export type ForgottenPassword = ReturnType<typeof createForgottenPassword>;

/**
 * A new password by mail. Whoever asks learns nothing: known or unknown, an address is throttled, sealed and queued
 * alike, and looked up only by the job, when the answer is long gone.
 */
export function createForgottenPassword(dependencies: Dependencies) {
  const { accounts, links, mailReady, mailLink, linkAddress, jobs, secrets, label, log, monotonicMs } =
    dependencies;
  const ledgerOf = (limit: number) =>
    createAttemptLedger(
      {
        limit,
        limitAfterLock: limit,
        windowMs: WINDOW_MS,
        firstLockMs: WINDOW_MS,
        longestLockMs: WINDOW_MS,
        forgetMs: WINDOW_MS,
        capacity: 10_000,
      },
      monotonicMs ?? (() => performance.now()),
    );
  const ledgers = {
    account: ledgerOf(LIMITS.account),
    address: ledgerOf(LIMITS.address),
    everyone: ledgerOf(LIMITS.everyone),
  };

  /** Counts a request. Throws `auth.throttled` when there were too many. */
  function count(email: string, address: string | null): void {
    const counted = [
      [ledgers.account, email] as const,
      ...(address === null ? [] : [[ledgers.address, address] as const]),
      [ledgers.everyone, ''] as const,
    ];
    const waitMs = Math.max(...counted.map(([ledger, key]) => ledger.waitMs(key)));
    if (waitMs > 0) {
      throw new FoyerError('auth.throttled', 'Asked for too often', {
        details: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
      });
    }
    for (const [ledger, key] of counted) {
      ledger.begin(key);
      ledger.end(key, 'failed');
    }
  }

  const handler: JobHandler<PayloadOf<typeof FORGOTTEN_JOB>> = {
    concurrency: 1,
    forgetsPayload: true,
    run(job) {
      const { email, base } = asked.parse(JSON.parse(secrets.open(job.payload.sealed)));
      const user = accounts.byEmail(email);
      if (!user?.active || !mailReady()) return Promise.resolve();
      const kind = user.passwordHash === null ? 'invitation' : 'reset';
      mailLink(user, links.issue({ userId: user.id, kind, createdBy: null }), { inviter: null, base });
      return Promise.resolve();
    },
  };

  return {
    handler,

    /** Throws `mail.not_configured`, `auth.throttled`: the same for an account that exists and one that does not. */
    ask(
      email: string,
      { remote: { address }, reachedAt }: Pick<RequestContext, 'remote' | 'reachedAt'>,
    ): void {
      if (!mailReady()) throw new FoyerError('mail.not_configured', 'No mail can leave');
      count(email, address);
      jobs.enqueue(FORGOTTEN_JOB, {
        label: label(),
        clientId: null,
        // Sealed: what strangers type is not for the list of jobs either.
        // It leads where they are: who asks on this machine may open it there.
        payload: {
          sealed: secrets.seal(JSON.stringify({ email, base: linkAddress(reachedAt ?? null).url })),
        },
        priority: SOON,
      });
      log.info({ address }, 'a new password was asked for');
    },
  };
}
