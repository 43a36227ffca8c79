import type { Notification } from '#shared/contract/notifications.ts';
import { userIdOf, type Principal } from '#main/features/access/principal.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { NotificationKind } from './kind.ts';
import type { PreferencesOf } from './preferences.ts';
import { isQuiet } from './quiet-hours.ts';
import type { NotificationStore, Told } from './store.ts';
import { wishOf, within } from './wishes.ts';

type Dependencies = {
  store: NotificationStore;
  kinds: () => readonly NotificationKind[];
  preferencesOf: PreferencesOf;
  changes: Pick<Changes, 'publish'>;
  clock: Clock;
};

type Marked = { ids?: readonly string[] | undefined; until?: string | undefined };

export type NotificationService = ReturnType<typeof createNotificationService>;

/** What one person was told, as far as their rights reach when they read. */
export function createNotificationService({ store, kinds, preferencesOf, changes, clock }: Dependencies) {
  const withinReach = (principal: Principal, of: readonly NotificationKind[]) =>
    of.map(kind => within(principal, kind));

  function describe(principal: Principal, userId: string) {
    const byName = new Map<string, NotificationKind>(kinds().map(kind => [kind.name, kind]));
    const chosen = preferencesOf(userId);
    const quiet = isQuiet(clock.now(), chosen.quiet, chosen.timeZone);
    return ({ notification: row, clientName }: Told): Notification[] => {
      const { id, clientId, kind: name, subjectKind, subjectId, createdAt, readAt } = row;
      const kind = byName.get(name);
      if (kind === undefined) return [];
      const { scope } = within(principal, kind);
      const title = kind.titleOf?.(scope, subjectId) ?? null;
      const rings = readAt === null && !quiet && wishOf(chosen, kind).desktop;
      // Written by the kind itself, whose words its types hold to this.
      const payload = row.payload as Notification['payload'];
      const subject = { subjectKind, subjectId, title, payload };
      const { called, icon } = kind;
      const shown = { called, icon, place: kind.leadsTo({ subjectId, payload }) };
      return [{ id, kind: name, ...shown, clientId, clientName, ...subject, createdAt, readAt, rings }];
    };
  }

  return {
    list(principal: Principal, page: { limit: number; cursor?: string | undefined }) {
      const userId = userIdOf(principal);
      if (userId === null) return { items: [], nextCursor: null };
      const { items, nextCursor } = store.list(userId, withinReach(principal, kinds()), {
        limit: page.limit,
        cursor: page.cursor,
      });
      return { items: items.flatMap(describe(principal, userId)), nextCursor };
    },

    unreadCount(principal: Principal): { count: number; latestId: string | null } {
      const userId = userIdOf(principal);
      if (userId === null) return { count: 0, latestId: null };
      const chosen = preferencesOf(userId);
      const counted = kinds().filter(kind => wishOf(chosen, kind).app);
      const { count } = store.unread(userId, withinReach(principal, counted));
      const { latestId } = store.unread(userId, withinReach(principal, kinds()));
      return { count, latestId };
    },

    markRead(principal: Principal, marked: Marked): { marked: number } {
      const userId = userIdOf(principal);
      const count =
        userId === null ? 0 : store.markRead(userId, marked.ids, marked.until, clock.now().toISOString());
      if (count > 0) changes.publish({ topic: 'notifications', clientId: null, id: userId });
      return { marked: count };
    },
  };
}
