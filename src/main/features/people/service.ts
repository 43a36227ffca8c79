import type { Membership } from '#shared/contract/auth.ts';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Client } from '#shared/contract/clients.ts';
import type { IssuedLink, Person, PersonAccess, PersonState } from '#shared/contract/people.ts';
import type { LinkAddress } from '#shared/contract/web-interface.ts';
import type { Role } from '#shared/contract/route.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { AccessStore } from '#main/features/access/store.ts';
import {
  scopeOf,
  userIdOf,
  type Principal,
  type RequestContext,
  type UserPrincipal,
} from '#main/features/access/principal.ts';
import {
  assign,
  checkInitials,
  isInstallationRole,
  type AccountStore,
  type NewAccounts,
  type UserRow,
} from '#main/features/accounts/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { chatAccess, clientCapabilities, installationCapabilities } from './capabilities.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import type { PeopleStore, PersonFilter, PersonRow } from './store.ts';

type Dependencies = {
  store: PeopleStore;
  accounts: AccountStore;
  newAccounts: NewAccounts;
  links: OneTimeLinks;
  /** Mails a link too; false when no mail can leave. */
  mailLink: MailLink;
  /** Where a link leads that is handed to somebody else. */
  linkAddress: (reachedAt: string | null) => LinkAddress;
  access: AccessStore;
  /** The clients and chatbots within a scope. */
  clientsWithin: (scope: ClientScope) => Client[];
  chatbotsWithin: (scope: ClientScope, clientId: string) => Chatbot[];
  changes: Changes;
  clock: Clock;
};

type Invitation = {
  email: string;
  fullName: string;
  language: Language;
  role: Role;
  memberships?: readonly Membership[] | undefined;
  sendMail?: boolean | undefined;
};

type PersonChange = {
  email?: string | undefined;
  fullName?: string | undefined;
  initials?: string | undefined;
  language?: Language | undefined;
  role?: Role | undefined;
  memberships?: readonly Membership[] | undefined;
  active?: boolean | undefined;
};

type PersonWithLink = { person: Person; link: IssuedLink; address: LinkAddress; mailed: boolean };

/** Who asks for a link to be mailed, null for the machine itself, and where it leads. */
export type LinkMail = { inviter: string | null; base: string | null };
export type MailLink = (user: UserRow, link: IssuedLink, about: LinkMail) => boolean;

/** Who asks, and through which of our addresses. */
type Asking = Pick<RequestContext, 'principal' | 'reachedAt'>;

export type PeopleService = ReturnType<typeof createPeopleService>;

/** People as those who administer see them. Only an owner touches an owner. */
export function createPeopleService({
  store,
  accounts,
  newAccounts,
  links,
  mailLink,
  linkAddress,
  access,
  clientsWithin,
  chatbotsWithin,
  changes,
  clock,
}: Dependencies) {
  const now = () => clock.now().toISOString();

  function row(id: string): PersonRow {
    const found = store.get(id);
    if (!found) throw new FoyerError('resource.not_found', `No person ${id}`);
    return found;
  }

  function asPerson({ user, memberships, wasInvited, link }: PersonRow): Person {
    const { id, email, fullName, initials, language, role, lastSignInAt, createdAt } = user;
    const state = stateOf(user, wasInvited);
    const expired = link !== null && link.expiresAt <= now();
    return {
      id,
      email,
      fullName,
      initials,
      language,
      role,
      memberships: isInstallationRole(role) ? [] : memberships,
      state,
      // A reset that was not used in time is of no interest: the old password works still.
      link:
        link !== null && (state === 'invited' || !expired)
          ? { kind: link.kind, expiresAt: link.expiresAt, expired }
          : null,
      secondFactor: user.secondFactorSince !== null,
      lastSignInAt,
      createdAt,
    };
  }

  const announce = (id: string) => changes.publish({ topic: 'people', clientId: null, id });

  function issueFor(
    { principal, reachedAt }: Asking,
    { user, wasInvited }: PersonRow,
    sendMail: boolean | undefined,
  ): PersonWithLink {
    const kind = user.passwordHash === null ? 'invitation' : 'reset';
    const createdBy = userIdOf(principal);
    const link = links.issue({ userId: user.id, kind, createdBy });
    const inviter = createdBy === null ? null : (accounts.byId(createdBy)?.fullName ?? null);
    const address = linkAddress(reachedAt ?? null);
    // A link that opens on this machine alone is handed over by hand, unless its address was chosen as it is.
    const opens = address.reach !== 'here' || address.chosen;
    const mailed = sendMail === true && opens && mailLink(user, link, { inviter, base: address.url });
    announce(user.id);
    const person = asPerson({ ...row(user.id), wasInvited: wasInvited || kind === 'invitation' });
    return { person, link, address, mailed };
  }

  /** What a person's role becomes, or null when the change says nothing of it. */
  function assignment({ user, memberships: held }: PersonRow, change: PersonChange) {
    if (change.role === undefined && change.memberships === undefined) return null;
    const role = change.role ?? user.role;
    const clientIds = clientsWithin(everyClient).map(client => client.id);
    const keepsClients = change.memberships === undefined && held.length > 0 && !isInstallationRole(role);
    // A role alone, for a person who has clients already, is meant for each of these.
    const memberships = keepsClients ? held.map(({ clientId }) => ({ clientId, role })) : change.memberships;
    return assign({ role, memberships }, clientIds);
  }

  return {
    list(filter: PersonFilter) {
      const { items, nextCursor, total } = store.list(filter);
      return { items: items.map(asPerson), nextCursor, total };
    },

    get: (id: string): Person => asPerson(row(id)),

    /** Throws `auth.forbidden`, `account.email_taken`, `resource.not_found`, `request.invalid`. */
    invite(asking: Asking, { sendMail, ...input }: Invitation): PersonWithLink {
      if (input.role === 'owner') requireOwner(asking.principal);
      const user = newAccounts.create({ ...input, passwordHash: null });
      return issueFor(asking, row(user.id), sendMail);
    },

    /**
     * Throws `auth.forbidden` (an owner is an owner's concern), `account.own` (nobody disables themselves),
     * `account.last_owner`, `account.email_taken`, `account.initials_taken`, `resource.not_found`,
     * `request.invalid`.
     */
    update(principal: Principal, id: string, change: PersonChange): Person {
      const target = row(id);
      const { user } = target;
      if (user.role === 'owner' || change.role === 'owner') requireOwner(principal);
      if (change.active === false && id === userIdOf(principal)) {
        throw new FoyerError('account.own', 'Nobody disables their own account');
      }
      const assigned = assignment(target, change);
      const stopsOwning = change.active === false || (assigned !== null && assigned.role !== 'owner');
      if (user.role === 'owner' && user.active && stopsOwning && !store.anotherOwner(id)) {
        throw new FoyerError('account.last_owner', 'The last owner stays one');
      }
      if (change.initials !== undefined) checkInitials(accounts, change.initials, id);
      const newEmail = change.email !== undefined && change.email !== user.email ? change.email : null;
      if (newEmail !== null) newAccounts.checkEmail(newEmail);

      accounts.atOnce(() => {
        const { memberships: _memberships, ...columns } = change;
        accounts.update(id, {
          ...withoutUndefined(columns),
          ...(assigned === null ? {} : { role: assigned.role }),
          updatedAt: now(),
        });
        if (assigned !== null) accounts.replaceMemberships(id, assigned.memberships, now());
        if (change.active === false) accounts.revokeSessionsOf(id, now(), null);
        // A link may have gone to the old address.
        if (change.active === false || newEmail !== null) links.end(id);
      });
      announce(id);
      return asPerson(row(id));
    },

    /** Throws `auth.forbidden`, `account.own`, `account.disabled`, `resource.not_found`. */
    issueLink(asking: Asking, id: string, sendMail?: boolean): PersonWithLink {
      const target = row(id);
      const { principal } = asking;
      if (target.user.role === 'owner') requireOwner(principal);
      // At the machine it is how an owner who forgot gets in; at a distance it would spare the current password.
      if (principal.kind === 'user' && id === principal.userId) {
        throw new FoyerError('account.own', 'One changes one’s own password with the current one');
      }
      if (!target.user.active) throw new FoyerError('account.disabled', 'The account is disabled');
      return issueFor(asking, target, sendMail);
    },

    /** What the doors would let the person see and do now. */
    access(id: string): PersonAccess {
      const { user } = row(id);
      if (!user.active) return { installation: [], clients: [] };
      const principal: UserPrincipal = {
        kind: 'user',
        role: user.role,
        userId: user.id,
        sessionId: '',
        ...access.reachOf(user.id, user.role),
      };
      const scope = scopeOf(principal, chatAccess);
      return {
        installation: installationCapabilities(principal),
        clients: clientsWithin(scope).map(client => ({
          id: client.id,
          name: client.name,
          ...clientCapabilities(principal, client.id),
          chatbots: chatbotsWithin(scope, client.id).map(({ id: chatbotId, name, avatar, color }) => ({
            id: chatbotId,
            name,
            avatar,
            color,
          })),
        })),
      };
    },
  };
}

const everyClient: ClientScope = { clientIds: 'all', limited: null };

function stateOf(user: PersonRow['user'], wasInvited: boolean): PersonState {
  if (!user.active) return 'disabled';
  return user.passwordHash === null && wasInvited ? 'invited' : 'active';
}

function requireOwner(principal: Principal): void {
  if (principal.kind === 'user' && principal.role !== 'owner') {
    throw new FoyerError('auth.forbidden', 'An owner is only made or changed by an owner');
  }
}

function withoutUndefined<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
