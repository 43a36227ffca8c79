import {
  notificationKindName,
  type NotificationPreferences,
  type NotificationWish,
  type QuietHours,
  type ToldPreferences,
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
      for (const [name, wish] of Object.entries(change.wishes ?? {})) if (wish) wishes[name] = wish;
      const { quiet = before.quiet, timeZone: zone = before.timeZone } = change;
      store.savePreferences(id, { wishes, quiet, timeZone: zone }, clock.now().toISOString());
      return get(principal);
    },
  };
}

/** As they are listed, what waits for a person first: not by the order of the parts. */
function inOrder(kinds: readonly NotificationKind[]): NotificationKind[] {
  const place = ({ name }: NotificationKind) => notificationKindName.options.indexOf(name);
  return kinds.toSorted((one, other) => place(one) - place(other));
}
