import type { Lockout as LockoutOutput, SecuredPerson } from '#shared/contract/security.ts';
import type { Session } from '#shared/contract/sessions.ts';
import type { SecondFactorState } from '#shared/contract/second-factor.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import { userIdOf, type Principal, type RequestContext } from '#main/features/access/principal.ts';
import type { Credentials } from './credentials.ts';
import { deviceOf } from './device.ts';
import { isSecondFactorOn, type SecondFactor, type SecondFactorOffer } from './second-factor.ts';
import type { Sessions } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { AccountStore, SessionRow, UserRow } from './store.ts';
import type { Lockout, SignInThrottle } from './throttle.ts';

type Dependencies = {
  store: AccountStore;
  sessions: Sessions;
  credentials: Credentials;
  secondFactor: SecondFactor;
  throttle: SignInThrottle;
  keys: SigningKeys;
  /** The time of day, as it is shown. */
  clock: Clock;
};

type Proof = { password: string; code: string };

export type SecurityService = ReturnType<typeof createSecurityService>;

/** The second factor and sessions of oneself, and what administrators do about those of others. */
export function createSecurityService({
  store,
  sessions,
  credentials,
  secondFactor,
  throttle,
  keys,
  clock,
}: Dependencies) {
  function current(principal: Principal): UserRow {
    const userId = userIdOf(principal);
    const user = userId === null ? null : store.byId(userId);
    if (!user) throw new FoyerError('auth.required', 'Sign in first');
    return user;
  }

  /** Oneself, with a password to be second to. */
  function currentWithPassword(principal: Principal): UserRow {
    const user = current(principal);
    if (user.passwordHash === null) {
      throw new FoyerError('auth.second_factor_needs_password', 'This account signs in with no password');
    }
    return user;
  }

  /** Someone an administrator may act on: not an owner, unless they are one. */
  function person(principal: Principal, id: string): UserRow {
    const user = store.byId(id);
    if (!user) throw new FoyerError('resource.not_found', `No account ${id}`);
    const isOwner = principal.kind === 'local' || (principal.kind === 'user' && principal.role === 'owner');
    if (user.role === 'owner' && !isOwner) {
      throw new FoyerError('auth.forbidden', 'Only an owner decides about an owner');
    }
    return user;
  }

  const sessionIdOf = (principal: Principal) => (principal.kind === 'user' ? principal.sessionId : null);

  function stateOf(user: UserRow): SecondFactorState {
    return { ...secondFactor.state(user), available: user.passwordHash !== null };
  }

  function asSession(row: SessionRow, currentId: string | null): Session {
    const { id, kind, address, createdAt, lastUsedAt, userAgent } = row;
    return { id, kind, address, createdAt, lastUsedAt, ...deviceOf(userAgent), current: id === currentId };
  }

  function asLockout({ id, kind, subject, sinceMs, leftMs, attempts }: Lockout): LockoutOutput {
    const now = clock.now().getTime();
    const [since, until] = [now - sinceMs, now + leftMs].map(at => new Date(at).toISOString());
    return { id, kind, subject, since: since ?? '', until: until ?? '', attempts };
  }

  return {
    secondFactorState: (principal: Principal): SecondFactorState => stateOf(current(principal)),

    /** The password is asked for: a screen left open must not be enough to lock its owner out. */
    async startSecondFactor(
      context: RequestContext,
      proof: { password: string },
    ): Promise<SecondFactorOffer> {
      const user = currentWithPassword(context.principal);
      await credentials.confirm(user, proof, context);
      return secondFactor.start(user);
    },

    /** Sessions from before it was on end: whoever holds one never showed a code. */
    confirmSecondFactor(principal: Principal, code: string): { recoveryCodes: string[] } {
      const user = currentWithPassword(principal);
      const recoveryCodes = secondFactor.confirm(user, code);
      sessions.endAll(user.id, sessionIdOf(principal));
      return { recoveryCodes };
    },

    async renewRecoveryCodes(context: RequestContext, proof: Proof) {
      const user = currentWithPassword(context.principal);
      await credentials.confirm(user, proof, context);
      return { recoveryCodes: secondFactor.renewCodes(user) };
    },

    async turnOffSecondFactor(context: RequestContext, proof: Proof): Promise<SecondFactorState> {
      const user = currentWithPassword(context.principal);
      await credentials.confirm(user, proof, context);
      secondFactor.turnOff(user);
      return stateOf(current(context.principal));
    },

    sessions(principal: Principal): Session[] {
      return sessions.listOf(current(principal).id).map(row => asSession(row, sessionIdOf(principal)));
    },

    /** Throws `resource.not_found` for a session that is not one's own, or is over. */
    endSession(principal: Principal, id: string): void {
      const own = sessions.listOf(current(principal).id).some(row => row.id === id);
      if (!own) throw new FoyerError('resource.not_found', `No session ${id}`);
      sessions.end(id);
    },

    endOtherSessions(principal: Principal): { ended: number } {
      return { ended: sessions.endAll(current(principal).id, sessionIdOf(principal)) };
    },

    lockouts: (): LockoutOutput[] => throttle.lockouts().map(asLockout),

    liftLockout(id: string): void {
      if (throttle.lift(id) === null)
        throw new FoyerError('resource.not_found', 'No such lock-out, or no longer');
    },

    people: (): SecuredPerson[] =>
      store.withPassword().map(user => {
        const { id, fullName, email, initials, role, lastSignInAt } = user;
        return { id, fullName, email, initials, role, lastSignInAt, secondFactor: isSecondFactorOn(user) };
      }),

    /**
     * For someone who lost their telephone and their recovery codes. Not for oneself, who would get around the code:
     * that takes the command line of the machine.
     */
    resetSecondFactor(principal: Principal, id: string): void {
      const user = person(principal, id);
      if (principal.kind === 'user' && principal.userId === id) {
        throw new FoyerError('auth.forbidden', 'One turns off one’s own second factor with a code');
      }
      secondFactor.turnOff(user);
      sessions.endAll(user.id, null);
    },

    sessionsOf: (principal: Principal, id: string): Session[] =>
      sessions.listOf(person(principal, id).id).map(row => asSession(row, sessionIdOf(principal))),

    endSessionsOf: (principal: Principal, id: string): { ended: number } => ({
      ended: sessions.endAll(person(principal, id).id, sessionIdOf(principal)),
    }),

    signingKey: keys.state,
    rotateSigningKey: keys.rotate,
  };
}
