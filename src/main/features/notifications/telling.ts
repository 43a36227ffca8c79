import { scopeTouches } from '#main/db/client-scope.ts';
import type { AccessStore } from '#main/features/access/store.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import { eventWork, type EventKind, type EventOf, type EventWork } from '#main/platform/events/index.ts';
import { newId } from '#main/platform/new-id.ts';
import type { NotificationKind } from './kind.ts';
import type { PreferencesOf } from './preferences.ts';
import type { NotificationStore, PersonRow } from './store.ts';
import { isWanted, principalOf, wishOf, within } from './wishes.ts';

/** What this work is called among those that events are handed to. */
export const TELLING = 'notifications';
const CALLED = { fr: 'Notifications', en: 'Notifications' };

type Dependencies = {
  store: NotificationStore;
  access: AccessStore;
  preferencesOf: PreferencesOf;
  /** Those of all parts; asked once these are all there. */
  kinds: () => readonly NotificationKind[];
  changes: Pick<Changes, 'publish'>;
  clock: Clock;
};

/** Writes down what each person is to know of what happened, once for each event. */
export function createTelling(dependencies: Dependencies): EventWork {
  const { store, access, preferencesOf, kinds, changes, clock } = dependencies;

  function isFor(kind: NotificationKind, event: EventOf<EventKind>, clientId: string | null) {
    const one = kind.for.person?.(event);
    return (person: PersonRow): boolean => {
      if (person.id === event.actor.id || (one !== undefined && one !== person.id)) return false;
      const { scope, ofNoClient } = within(principalOf(person, access), kind);
      const reached = clientId === null ? ofNoClient : scopeTouches(scope, clientId);
      return reached && isWanted(wishOf(preferencesOf(person.id), kind));
    };
  }

  function tell(kind: NotificationKind, event: EventOf<EventKind>): void {
    const about = kind.about(event);
    if (about === null) return;
    const { clientId, subject, payload } = about;
    const told = store.atOnce(() =>
      store
        .people()
        .filter(isFor(kind, event, clientId))
        .filter(person =>
          store.insert({
            id: newId(),
            userId: person.id,
            clientId,
            kind: kind.name,
            eventSequence: event.sequence,
            subjectKind: subject.kind,
            subjectId: subject.id,
            payload,
            createdAt: clock.now().toISOString(),
            readAt: null,
            mailedAt: null,
          }),
        ),
    );
    for (const { id } of told) changes.publish({ topic: 'notifications', clientId: null, id });
  }

  return {
    name: TELLING,
    called: CALLED,
    begin(delivery) {
      const all = kinds();
      const work = eventWork({
        name: TELLING,
        called: CALLED,
        to: [...new Set(all.flatMap(({ to }) => to))],
        from: 'now',
        handle(event) {
          for (const kind of all) if (kind.to.some(({ type }) => type === event.type)) tell(kind, event);
        },
      });
      work.begin(delivery);
    },
  };
}
