import { FoyerError, isFoyerError } from '#shared/errors.ts';
import type { RequestContext } from '#main/features/access/principal.ts';
import { originOf, type AttemptOrigin } from './attempt-origin.ts';
import type { KnownDevices } from './known-devices.ts';
import { passwordMatches } from './passwords.ts';
import { isSecondFactorOn, wrongCode, type SecondFactor } from './second-factor.ts';
import { partOfAddress, type ReportSecurityEvent } from './security-events.ts';
import type { AccountStore, UserRow } from './store.ts';
import type { SignInAttempt, SignInThrottle } from './throttle.ts';

/** Proofs by code of locked accounts that are checked at the same time, or wait for it: each costs a slow hash. */
const PROOFS_AT_ONCE = 20;

type Dependencies = {
  store: AccountStore;
  throttle: SignInThrottle;
  secondFactor: SecondFactor;
  devices: KnownDevices;
  report: ReportSecurityEvent;
};

type SignIn = { email: string; password: string; code?: string | undefined };
/** An attempt as it is checked: who is tried, from where. */
type Tried = { userId: string | null; email: string; context: RequestContext; origin: AttemptOrigin };

export type Credentials = ReturnType<typeof createCredentials>;

/** Whether someone is who they say. Every guess is counted, whatever is guessed and wherever. */
export function createCredentials({ store, throttle, secondFactor, devices, report }: Dependencies) {
  let proofs = 0;
  let lastProof: Promise<unknown> = Promise.resolve();

  /** Counts the attempt while it is checked; what fails for another reason than a wrong guess does not count. */
  async function counted<T>(
    attempt: SignInAttempt,
    check: (attempt: SignInAttempt) => Promise<T>,
  ): Promise<T> {
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

  function tell(
    action: 'auth.sign_in_failed' | 'auth.second_factor_failed',
    { userId, email, context: { remote } }: Tried,
  ): void {
    report({ action, userId, account: partOfAddress(email), remote });
  }

  function refuse(attempt: SignInAttempt, tried: Tried, error: FoyerError): never {
    tell('auth.sign_in_failed', tried);
    attempt.failed(); // may lock out, which is told after
    throw error;
  }

  /**
   * Whether a code lets in, for whom the password was right: nobody else makes these tries fewer. Throws
   * `auth.throttled`.
   */
  function codeIsRight(user: UserRow, code: string, tried: Tried): boolean {
    const ends = throttle.beginCode(user.email, tried.origin, code);
    const verdict = secondFactor.check(user, code);
    if (verdict === 'wrong') {
      tell('auth.second_factor_failed', tried);
      ends.failed();
      return false;
    }
    if (verdict === 'recovery') {
      report({ action: 'auth.recovery_code_used', userId: user.id, remote: tried.context.remote });
    }
    ends.right();
    return true;
  }

  function requireCode(user: UserRow, code: string | undefined, tried: Tried, attempt: SignInAttempt): void {
    if (!isSecondFactorOn(user)) return;
    if (code === undefined) {
      throw new FoyerError('auth.second_factor_required', 'The second factor is needed too');
    }
    if (codeIsRight(user, code, tried)) return;
    attempt.failed();
    throw wrongCode();
  }

  /**
   * Lets in to an account that others locked whoever shows password and code at once. Whatever is wrong, the answer is
   * the lock-out, after the same work: nothing is learned about one without the other, and wrong codes are counted.
   */
  async function proveByCode(
    input: SignIn & { code: string },
    tried: Tried,
    lockedOut: FoyerError,
  ): Promise<UserRow> {
    if (proofs >= PROOFS_AT_ONCE) throw lockedOut;
    proofs += 1;
    const proof = lastProof.then(async () => {
      const user = store.byEmail(input.email);
      const right = await passwordMatches(user?.passwordHash ?? null, input.password);
      if (!user || !right || !user.active || !isSecondFactorOn(user)) throw lockedOut;
      if (!codeIsRight(user, input.code, tried)) throw lockedOut;
      return user;
    });
    lastProof = proof.then(
      () => undefined,
      () => undefined, // told to the one who asked; the next one has its turn
    );
    try {
      return await proof;
    } finally {
      proofs -= 1;
    }
  }

  return {
    /**
     * The account behind an e-mail and a password. An unknown account, a disabled one and a wrong password take the
     * same work and get the same words; of the second factor nothing shows before the password is right. Throws
     * `auth.throttled`, `auth.invalid_credentials`, `auth.second_factor_required`, `auth.second_factor_wrong`.
     */
    async signIn(input: SignIn, context: RequestContext): Promise<UserRow> {
      const { email, code } = input;
      const named = store.byEmail(email);
      const device = named === null ? null : devices.find(named.id, context);
      const tried: Tried = { userId: named?.id ?? null, email, context, origin: originOf(context, device) };
      const attempt = throttle.begin(email, context.remote.address, tried.origin);
      if (isFoyerError(attempt)) {
        if (code === undefined) throw attempt;
        return await proveByCode({ ...input, code }, tried, attempt);
      }
      return await counted(attempt, async ends => {
        const user = store.byEmail(email);
        const right = await passwordMatches(user?.passwordHash ?? null, input.password);
        if (!user || !right || !user.active) {
          refuse(ends, tried, new FoyerError('auth.invalid_credentials', 'E-mail or password is wrong'));
        }
        requireCode(user, code, tried, ends);
        ends.succeeded();
        return user;
      });
    },

    /**
     * Asks a person who is signed in for their password again (and, when `code` is given and the second factor is on,
     * for that). Throws `auth.throttled`, `auth.password_wrong`, `auth.second_factor_wrong`.
     */
    async confirm(
      user: UserRow,
      proof: { password: string; code?: string },
      context: RequestContext,
    ): Promise<void> {
      const { id: userId, email } = user;
      const tried: Tried = { userId, email, context, origin: originOf(context, null) };
      const attempt = throttle.begin(email, context.remote.address, tried.origin);
      if (isFoyerError(attempt)) throw attempt;
      await counted(attempt, async ends => {
        if (!(await passwordMatches(user.passwordHash, proof.password))) {
          refuse(ends, tried, new FoyerError('auth.password_wrong', 'The password is wrong'));
        }
        if (proof.code !== undefined) requireCode(user, proof.code, tried, ends);
        ends.succeeded();
      });
    },
  };
}
