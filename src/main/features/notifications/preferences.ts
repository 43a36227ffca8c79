import type {
  NotificationPreferences,
  NotificationWish,
  QuietHours,
  ToldPreferences,
} from '#shared/contract/notifications.ts';
import { FoyerError } from '#shared/errors.ts';
import { userIdOf, type Principal } from '#main/features/access/principal.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { NotificationKind } from './kind.ts';
import type { NotificationStore } from './store.ts';
import { concerning, wishOf } from './wishes.ts';

export type PreferencesOf = (userId: string) => NotificationPreferences;

export type PreferencesChange = {
  wishes?: Partial<Record<string, NotificationWish>> | undefined;
  quiet?: QuietHours | null | undefined;
  timeZone?: string | undefined;
};

type Dependencies = {
  store: NotificationStore;
  kinds: () => readonly NotificationKind[];
  /** Of who did not choose. */
  timeZone: string;
  /** Whether mail can leave, and to that address. */
  mailTo: (address: string) => ToldPreferences['mail'];
  clock: Clock;
};

/** How each person is told: as they chose, else as is usual. */
export function createPreferences({ store, kinds, timeZone, mailTo, clock }: Dependencies) {
  const of: PreferencesOf = userId => store.preferences(userId) ?? { wishes: {}, quiet: null, timeZone };

  function current(principal: Principal) {
    const userId = userIdOf(principal);
    const person = userId === null ? null : store.person(userId);
    if (person === null) throw new FoyerError('auth.required', 'Sign in first');
    return person;
  }

  function get(principal: Principal): ToldPreferences {
    const person = current(principal);
    const chosen = of(person.id);
    return {
      kinds: inOrder(concerning(principal, kinds())).map(kind => ({
        name: kind.name,
        called: kind.called,
        hint: kind.hint,
        wish: wishOf(chosen, kind),
        usual: kind.usual,
      })),
      quiet: chosen.quiet,
      timeZone: chosen.timeZone,
      mail: mailTo(person.email),
    };
  }

  return {
    of,
    get,
    update(principal: Principal, change: PreferencesChange): ToldPreferences {
      const { id } = current(principal);
      const before = of(id);
      const wishes = { ...before.wishes };
      const known = new Set(kinds().map(({ name }) => name));
      for (const [name, wish] of Object.entries(change.wishes ?? {})) {
        if (!known.has(name)) throw new FoyerError('request.invalid', `Nobody is told of ${name}`);
        if (wish) wishes[name] = wish;
      }
      const { quiet = before.quiet, timeZone: zone = before.timeZone } = change;
      store.savePreferences(id, { wishes, quiet, timeZone: zone }, clock.now().toISOString());
      return get(principal);
    },
  };
}

/** As they are listed, what is told by most ways first: it waits for a person. */
function inOrder(kinds: readonly NotificationKind[]): NotificationKind[] {
  const ways = ({ usual }: NotificationKind) => Object.values(usual).filter(Boolean).length;
  return kinds.toSorted((one, other) => ways(other) - ways(one));
}
