import type {
  Notification,
  NotificationIcon,
  NotificationPlace,
  NotificationWish,
} from '#shared/contract/notifications.ts';
import type { Role } from '#shared/contract/route.ts';
import type { Named } from '#shared/contract/vocabulary.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { EventKind, EventOf } from '#main/platform/events/index.ts';

/** What is told of an event: ids, numbers and choices, nothing that anybody wrote. */
type About = {
  /** Null for what concerns the installation alone: administrators are told. */
  clientId: string | null;
  subject: { kind: string; id: string };
  payload: Notification['payload'];
};

type Declared<Kind extends EventKind> = {
  /** Kept with each that was told. */
  name: string;
  called: Named;
  /** What it is, in a sentence, where people choose how they are told. */
  hint: Named;
  icon: NotificationIcon;
  /** The events it comes of. */
  to: readonly Kind[];
  /** Who is told, never the one who acted. They are asked for their rights again whenever they read. */
  for: {
    /** Those who have one of these within the client. */
    roles: readonly [Role, ...Role[]];
    /** Of these one alone, by id; undefined: all of them, null: nobody. */
    person?(event: EventOf<Kind>): string | null | undefined;
  };
  /** Null: not worth telling. */
  about(event: EventOf<Kind>): About | null;
  /** How it is told to who did not choose. */
  usual: NotificationWish;
  /** What its subjects are called now, within the reach of whoever reads. Left out: they have no names. */
  titleOf?(scope: ClientScope, subjectId: string): Notification['title'];
  /** To the thing itself, or to where it is seen to. */
  leadsTo(told: Pick<Notification, 'subjectId' | 'payload'>): NotificationPlace;
};

/** Something people are told of, of any events, as a part lists it. */
export type NotificationKind = Declared<EventKind>;

/** What people are told of, to be listed in a part's `notifications`. */
export function notificationKind<Kind extends EventKind>(declared: Declared<Kind>): NotificationKind {
  return declared;
}
