import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Membership, User } from '#shared/contract/auth.ts';
import type { Role } from '#shared/contract/route.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import { newId } from '#main/platform/new-id.ts';
import {
  isLocked,
  userIdOf,
  type LocalPrincipal,
  type Principal,
  type RequestContext,
} from '#main/features/access/principal.ts';
import { isAtTheMachine } from './at-the-machine.ts';
import { checkInitials } from './initials.ts';
import { PASSWORD_CHANGED } from './events.ts';
import type { Credentials } from './credentials.ts';
import type { NewAccounts } from './new-accounts.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { isInstallationRole } from './role-assignment.ts';
import { isSecondFactorOn } from './second-factor.ts';
import type { ReportSecurityEvent } from './security-events.ts';
import type { Sessions } from './sessions.ts';
import type { OpenBrowser } from './sign-in.ts';
import type { AccountStore, UserRow } from './store.ts';

type Dependencies = {
  store: AccountStore;
  sessions: Sessions;
  credentials: Credentials;
  /** Signs a browser in and remembers it. */
  openBrowser: OpenBrowser;
  report: ReportSecurityEvent;
  clock: Clock;
  newAccounts: NewAccounts;
  /** Whether mail can leave now. */
  mailReady: () => boolean;
  /** Tells the person, so that a change by someone else is noticed. */
  events: Events;
  /** Names the first client in the language and words of the person who sets up. */
  nameFirstClient: (input: { language: Language; name: string | undefined }) => void;
};

type NewAccount = {
  email: string;
  fullName: string;
  password: string;
  role: Role;
  language: Language;
  memberships?: readonly Membership[] | undefined;
};
type Registration = Omit<NewAccount, 'language' | 'memberships'> & {
  language?: Language | undefined;
  clientIds?: readonly string[] | undefined;
};

type SignIn = { email: string; password: string; code?: string | undefined };

export type AccountService = ReturnType<typeof createAccountService>;

export function createAccountService({
  store,
  sessions,
  credentials,
  openBrowser,
  report,
  clock,
  newAccounts,
  mailReady,
  events,
  nameFirstClient,
}: Dependencies) {
  /** Lives as long as the process; printed on the machine and nowhere else. */
  const setUpSecret = randomBytes(24).toString('base64url');

  /** Throws what is wrong with the account before anything slow is done. */
  async function hashed(account: { email: string; fullName: string }, password: string): Promise<string> {
    newAccounts.checkEmail(account.email);
    await checkPassword(password, account);
    return await hashPassword(password);
  }

  async function create({ password, ...account }: NewAccount): Promise<UserRow> {
    return newAccounts.create({ ...account, passwordHash: await hashed(account, password) });
  }

  function asUser(row: UserRow): User {
    const { id, email, fullName, initials, role, language, theme, createdAt } = row;
    const memberships = isInstallationRole(role) ? [] : store.membershipsOf(id);
    const secondFactor = isSecondFactorOn(row);
    return { id, email, fullName, initials, role, memberships, language, theme, secondFactor, createdAt };
  }

  /** Checks who signs in, and notes that they did. */
  async function signIn(input: SignIn, context: RequestContext): Promise<UserRow> {
    const user = await credentials.signIn(input, context);
    noteSignIn(user, context.remote);
    return user;
  }

  function noteSignIn(user: UserRow, remote: RequestContext['remote']): void {
    store.update(user.id, { lastSignInAt: clock.now().toISOString() });
    report({ action: 'auth.signed_in', userId: user.id, remote });
  }

  function current(principal: Principal): UserRow {
    const userId = userIdOf(principal);
    const user = userId === null ? null : store.byId(userId);
    if (!user) throw new FoyerError('auth.required', 'Sign in first');
    return user;
  }

  return {
    setUpToken: (): string | null => (store.ownerWithPasswordExists() ? null : setUpSecret),

    state(principal: Principal) {
      const userId = userIdOf(principal);
      const user = userId === null ? null : store.byId(userId);
      return {
        setUpNeeded: principal.kind !== 'local' && !store.ownerWithPasswordExists(),
        local: principal.kind === 'local',
        locked: isLocked(principal),
        mailConfigured: mailReady(),
        user: user ? asUser(user) : null,
      };
    },

    /** The first account. Throws `setup.local_only`, `setup.already_done`, `setup.link_invalid`. */
    async setUp(
      input: {
        token: string;
        email: string;
        fullName: string;
        password: string;
        language: Language;
        clientName?: string | undefined;
      },
      context: RequestContext,
    ): Promise<User> {
      if (!isAtTheMachine(context)) {
        throw new FoyerError('setup.local_only', 'The first account is made on the machine itself');
      }
      if (store.ownerWithPasswordExists()) throw alreadySetUp();
      if (!sameSecret(input.token, setUpSecret))
        throw new FoyerError('setup.link_invalid', 'Not the link of this start');
      const { token: _token, password, clientName, ...account } = input;
      const passwordHash = await hashed(account, password);
      const user = store.atOnce(() => {
        // The link is used up by whoever comes first, however many were let in to choose their password.
        if (store.ownerWithPasswordExists()) throw alreadySetUp();
        const made = newAccounts.create({ ...account, role: 'owner', passwordHash });
        nameFirstClient({ language: input.language, name: clientName });
        return made;
      });
      noteSignIn(user, context.remote);
      openBrowser(user, context);
      return asUser(user);
    },

    async login(input: SignIn, context: RequestContext): Promise<User> {
      const user = await signIn(input, context);
      openBrowser(user, context);
      return asUser(user);
    },

    async token(input: SignIn, context: RequestContext) {
      return sessions.openApi(await signIn(input, context), context.remote);
    },

    refresh: (input: { refreshToken: string }, context: RequestContext) =>
      sessions.refresh(input.refreshToken, context.remote),

    logout(context: RequestContext): void {
      if (context.principal.kind === 'user') sessions.end(context.principal.sessionId);
      context.setSessionCookie(null);
    },

    me: (principal: Principal): User => asUser(current(principal)),

    /** Throws `account.initials_taken`. */
    updateMe(
      principal: Principal,
      change: Partial<Pick<UserRow, 'fullName' | 'initials' | 'language' | 'theme'>>,
    ): User {
      const user = current(principal);
      if (change.initials !== undefined) checkInitials(store, change.initials, user.id);
      const updated = store.update(user.id, { ...change, updatedAt: clock.now().toISOString() });
      return asUser(updated ?? user);
    },

    async changePassword(
      context: RequestContext,
      input: { currentPassword: string | null; newPassword: string },
    ): Promise<void> {
      const { principal } = context;
      const user = current(principal);
      // The owner at the machine may choose a first password without an old one.
      const mayOmit = principal.kind === 'local' && user.passwordHash === null;
      if (!mayOmit) await credentials.confirm(user, { password: input.currentPassword ?? '' }, context);
      await checkPassword(input.newPassword, user);
      const passwordHash = await hashPassword(input.newPassword);
      const now = clock.now().toISOString();
      events.atOnce(() => {
        store.update(user.id, { passwordHash, updatedAt: now });
        sessions.endAll(user.id, principal.kind === 'user' ? principal.sessionId : null);
        events.record(PASSWORD_CHANGED, { clientId: null, subjectId: user.id, payload: {} });
      });
    },

    /** Only an owner makes another owner. Throws `resource.not_found` for a client that is not there. */
    async register(principal: Principal, input: Registration): Promise<User> {
      if (input.role === 'owner' && principal.kind === 'user' && principal.role !== 'owner') {
        throw new FoyerError('auth.forbidden', 'Only an owner makes an owner');
      }
      const { role, clientIds, ...account } = input;
      const memberships = isInstallationRole(role)
        ? undefined
        : clientIds?.map(clientId => ({ clientId, role }));
      return asUser(await create({ ...account, role, memberships, language: input.language ?? 'fr' }));
    },

    /** The person at the machine, made at the first start of the desktop window. */
    ensureLocalOwner(language: Language): void {
      if (store.firstOwner()) return;
      const now = clock.now().toISOString();
      store.insert({
        id: newId(),
        email: 'owner@localhost',
        fullName: language === 'fr' ? 'Propriétaire' : 'Owner',
        initials: 'MOI',
        role: 'owner',
        passwordHash: null,
        language,
        theme: 'system',
        active: true,
        createdAt: now,
        updatedAt: now,
      });
    },

    localPrincipal: (): LocalPrincipal => ({
      kind: 'local',
      role: 'owner',
      userId: store.firstOwner()?.id ?? null,
    }),
  };
}

function alreadySetUp(): FoyerError {
  return new FoyerError('setup.already_done', 'An owner exists');
}

function sameSecret(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
