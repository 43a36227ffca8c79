import type { Language } from '#shared/contract/vocabulary.ts';
import type { AccessStore } from '#main/features/access/store.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { NotificationKind } from './kind.ts';
import type { PreferencesOf } from './preferences.ts';
import { isQuiet } from './quiet-hours.ts';
import type { NotificationStore, PersonRow, Told } from './store.ts';
import { principalOf, wishOf, within } from './wishes.ts';

const MINUTE_MS = 60_000;
/** Who is at the screen has read it by then. */
const FIRST_AFTER_MS = 2 * MINUTE_MS;
/** Whatever else comes within this goes together. */
const TOGETHER_MS = 15 * MINUTE_MS;
/** What nobody mailed for so long (a long weekend switched off) is no news any more. */
const NEWS_FOR_MS = 3 * 24 * 60 * MINUTE_MS;

/** What a mail says: how often what happened at which client. Nothing that anybody wrote. */
export type ToldByMail = { what: string; client: string | null; count: number };

type Dependencies = {
  store: NotificationStore;
  access: AccessStore;
  preferencesOf: PreferencesOf;
  kinds: () => readonly NotificationKind[];
  isReady: () => boolean;
  /** Queues a mail. False when none can leave to this person. */
  send: (person: PersonRow, lines: readonly ToldByMail[], key: string) => boolean;
  clock: Clock;
};

/** Mails what people wished to be mailed and have not read, a few things together, and nothing in quiet hours. */
export function createMailing(dependencies: Dependencies) {
  const { store, access, preferencesOf, kinds, isReady, send, clock } = dependencies;

  const since = (now: Date) => new Date(now.getTime() - NEWS_FOR_MS).toISOString();

  /** What is due to one person now; nothing while it may still wait for more. */
  function dueTo(person: PersonRow, now: Date): Told[] {
    const chosen = preferencesOf(person.id);
    if (isQuiet(now, chosen.quiet, chosen.timeZone)) return [];
    const principal = principalOf(person, access);
    const wished = kinds().filter(kind => wishOf(chosen, kind).mail);
    const told = store.toMail(
      person.id,
      wished.map(kind => within(principal, kind)),
      since(now),
    );
    const first = told[0]?.notification.createdAt;
    if (first === undefined) return [];
    const justMailed = store.lastMailed(person.id, before(now, TOGETHER_MS), now.toISOString());
    // A clock that went back since makes nothing wait for a time that is far ahead.
    const waits = first > before(now, FIRST_AFTER_MS) && first <= now.toISOString();
    return justMailed !== null || waits ? [] : told;
  }

  function mailTo(person: PersonRow, now: Date): void {
    // That it was mailed and the mail itself are there together, or neither.
    store.atOnce(() => {
      const told = dueTo(person, now);
      const last = told.at(-1)?.notification.id;
      if (last === undefined || !send(person, linesOf(told, person.language), last)) return;
      store.markMailed(
        told.map(({ notification }) => notification.id),
        now.toISOString(),
      );
    });
  }

  function linesOf(told: readonly Told[], language: Language): ToldByMail[] {
    const known = new Map<string, NotificationKind>(kinds().map(kind => [kind.name, kind]));
    const lines = new Map<string, ToldByMail>();
    for (const { notification, clientName: client } of told) {
      const kind = known.get(notification.kind);
      if (kind === undefined) continue;
      const key = `${kind.name} ${notification.clientId}`;
      lines.set(key, { what: kind.called[language], client, count: (lines.get(key)?.count ?? 0) + 1 });
    }
    return [...lines.values()];
  }

  return {
    /** Whether a mail may be due: asked each minute, and mostly there is nothing to do. */
    isWanted(): boolean {
      if (!isReady()) return false;
      const now = clock.now();
      return store.withoutMail(since(now)).some(person => dueTo(person, now).length > 0);
    },
    /** Queues the mails that are due. */
    mail(): void {
      if (!isReady()) return;
      const now = clock.now();
      for (const person of store.withoutMail(since(now))) mailTo(person, now);
    },
  };
}

function before(now: Date, milliseconds: number): string {
  return new Date(now.getTime() - milliseconds).toISOString();
}
