import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import type { RequestContext } from '#main/features/access/principal.ts';
import {
  accountEvents,
  checkPassword,
  hashPassword,
  type AccountStore,
  type OpenBrowser,
  type SignInThrottle,
  type UserRow,
} from '#main/features/accounts/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { OneTimeLinks } from './one-time-links.ts';

type Dependencies = {
  accounts: AccountStore;
  links: OneTimeLinks;
  /** Signs a browser in and remembers it. */
  openBrowser: OpenBrowser;
  throttle: SignInThrottle;
  events: Pick<Events, 'record'>;
  changes: Changes;
  clock: Clock;
};

export type Joining = ReturnType<typeof createJoining>;

/** What someone does with a one-time link: see whom it is for, and choose a password. */
export function createJoining({
  accounts,
  links,
  openBrowser,
  throttle,
  events,
  changes,
  clock,
}: Dependencies) {
  /** Throws `link.unknown`, `link.used`, `link.expired`. */
  function open(token: string) {
    const link = links.inspect(token);
    const user = accounts.byId(link.userId);
    if (!user?.active) throw new FoyerError('link.expired', 'The account is disabled');
    return { link, user };
  }

  return {
    inspect(token: string) {
      const { link, user } = open(token);
      const { email, fullName, language } = user;
      return { kind: link.kind, email, fullName, language, expiresAt: link.expiresAt };
    },

    /** Throws like `inspect`, and `auth.password_too_short`, `auth.password_common`: the link then stays good. */
    async accept(
      input: {
        token: string;
        password: string;
        fullName?: string | undefined;
        language?: Language | undefined;
      },
      context: RequestContext,
    ): Promise<{ email: string; signedIn: boolean }> {
      const { user, link } = open(input.token);
      const { fullName = user.fullName, language = user.language } = input;
      await checkPassword(input.password, { email: user.email, fullName });
      const passwordHash = await hashPassword(input.password);

      const updated = accounts.atOnce((): UserRow | null => {
        const { userId } = links.consume(input.token);
        const now = clock.now().toISOString();
        accounts.revokeSessionsOf(userId, now, null);
        const changed = accounts.update(userId, { passwordHash, fullName, language, updatedAt: now });
        if (changed?.active && link.kind === 'reset')
          events.record(accountEvents.PASSWORD_CHANGED, { clientId: null, subjectId: userId, payload: {} });
        return changed;
      });
      if (!updated?.active) throw new FoyerError('link.expired', 'The account is disabled');
      throttle.clear(updated.email);
      changes.publish({ topic: 'people', clientId: null, id: updated.id });

      if (updated.secondFactorSince !== null) return { email: updated.email, signedIn: false };
      openBrowser(updated, context);
      return { email: updated.email, signedIn: true };
    },
  };
}
