import type { Membership } from '#shared/contract/auth.ts';
import type { Role } from '#shared/contract/route.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import type { Clock } from '#main/platform/clock.ts';
import { newId } from '#main/platform/new-id.ts';
import { proposeInitials } from './initials.ts';
import { assign } from './role-assignment.ts';
import type { AccountStore, UserRow } from './store.ts';

type NewAccount = {
  email: string;
  fullName: string;
  role: Role;
  language: Language;
  memberships?: readonly Membership[] | undefined;
  /** Null until its person chooses one through a link. */
  passwordHash: string | null;
};

type Dependencies = {
  store: AccountStore;
  clock: Clock;
  /** Every client that a role may be held for. */
  clientIds: () => string[];
};

export type NewAccounts = ReturnType<typeof createNewAccounts>;

/** The one way an account comes to be, whoever asks for it: the set-up, the command line, an invitation. */
export function createNewAccounts({ store, clock, clientIds }: Dependencies) {
  return {
    /** Throws `account.email_taken`, so that nothing slow is done for nothing. */
    checkEmail(email: string): void {
      if (store.byEmail(email)) {
        throw new FoyerError('account.email_taken', 'An account with this e-mail exists', {
          details: { field: 'email' },
        });
      }
    },

    /** Throws `account.email_taken`, `resource.not_found`, `request.invalid`. */
    create({
      email,
      fullName,
      role: wantedRole,
      language,
      memberships: wanted,
      passwordHash,
    }: NewAccount): UserRow {
      this.checkEmail(email);
      const { role, memberships } = assign({ role: wantedRole, memberships: wanted }, clientIds());
      const now = clock.now().toISOString();
      return store.insertWithMemberships(
        {
          id: newId(),
          email,
          fullName,
          initials: proposeInitials(fullName, initials => store.initialsTaken(initials)),
          role,
          passwordHash,
          language,
          theme: 'system',
          active: true,
          createdAt: now,
          updatedAt: now,
        },
        memberships,
      );
    },
  };
}
