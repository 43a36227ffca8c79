import { FoyerError } from '#shared/errors.ts';
import type { RequestContext } from '#main/features/access/principal.ts';
import { passwordMatches } from './passwords.ts';
import { isSecondFactorOn, wrongCode, type SecondFactor } from './second-factor.ts';
import { partOfAddress, type ReportSecurityEvent } from './security-events.ts';
import type { AccountStore, UserRow } from './store.ts';
import type { SignInAttempt, SignInThrottle } from './throttle.ts';

type Remote = RequestContext['remote'];

type Dependencies = {
  store: AccountStore;
  throttle: SignInThrottle;
  secondFactor: SecondFactor;
  report: ReportSecurityEvent;
};

export type Credentials = ReturnType<typeof createCredentials>;

/** Whether someone is who they say. Every guess is counted, whatever is guessed and wherever. */
export function createCredentials({ store, throttle, secondFactor, report }: Dependencies) {
  /** Counts the attempt while it is checked; what fails for another reason than a wrong guess does not count. */
  async function counted<T>(
    email: string,
    remote: Remote,
    check: (attempt: SignInAttempt) => Promise<T>,
  ): Promise<T> {
    const attempt = throttle.begin(email, remote.address);
    let settled = false;
    const settle = (end: () => void) => () => {
      settled = true;
      end();
    };
    try {
      return await check({
        succeeded: settle(attempt.succeeded),
        failed: settle(attempt.failed),
        withdrawn: settle(attempt.withdrawn),
      });
    } finally {
      if (!settled) attempt.withdrawn();
    }
  }

  function refuse(
    attempt: SignInAttempt,
    tried: { userId: string | null; email: string },
    remote: Remote,
    error: FoyerError,
  ): never {
    const account = partOfAddress(tried.email);
    report({ action: 'auth.sign_in_failed', userId: tried.userId, account, remote });
    attempt.failed(); // may lock out, which is told after
    throw error;
  }

  function requireCode(
    user: UserRow,
    code: string | undefined,
    remote: Remote,
    attempt: SignInAttempt,
  ): void {
    if (!isSecondFactorOn(user)) return;
    if (code === undefined) {
      throw new FoyerError('auth.second_factor_required', 'The second factor is needed too');
    }
    const verdict = secondFactor.check(user, code);
    if (verdict === 'wrong') refuse(attempt, triedOf(user), remote, wrongCode());
    if (verdict === 'recovery') report({ action: 'auth.recovery_code_used', userId: user.id, remote });
  }

  return {
    /**
     * The account behind an e-mail and a password. An unknown account, a disabled one and a wrong password take the
     * same work and get the same words; of the second factor nothing shows before the password is right. Throws
     * `auth.throttled`, `auth.invalid_credentials`, `auth.second_factor_required`, `auth.second_factor_wrong`.
     */
    signIn(
      input: { email: string; password: string; code?: string | undefined },
      remote: Remote,
    ): Promise<UserRow> {
      return counted(input.email, remote, async attempt => {
        const user = store.byEmail(input.email);
        const right = await passwordMatches(user?.passwordHash ?? null, input.password);
        if (!user || !right || !user.active) {
          const wrong = new FoyerError('auth.invalid_credentials', 'E-mail or password is wrong');
          refuse(attempt, { userId: user?.id ?? null, email: input.email }, remote, wrong);
        }
        requireCode(user, input.code, remote, attempt);
        attempt.succeeded();
        return user;
      });
    },

    /**
     * Asks a person who is signed in for their password again (and, when `code` is given and the second factor is on,
     * for that). Throws `auth.throttled`, `auth.password_wrong`, `auth.second_factor_wrong`.
     */
    confirm(user: UserRow, proof: { password: string; code?: string }, remote: Remote): Promise<void> {
      return counted(user.email, remote, async attempt => {
        if (!(await passwordMatches(user.passwordHash, proof.password))) {
          refuse(
            attempt,
            triedOf(user),
            remote,
            new FoyerError('auth.password_wrong', 'The password is wrong'),
          );
        }
        if (proof.code !== undefined) requireCode(user, proof.code, remote, attempt);
        attempt.succeeded();
      });
    },
  };
}

function triedOf({ id, email }: UserRow): { userId: string; email: string } {
  return { userId: id, email };
}
