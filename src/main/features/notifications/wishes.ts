import type { NotificationPreferences, NotificationWish } from '#shared/contract/notifications.ts';
import type { Access } from '#shared/contract/route.ts';
import {
  isAdministrator,
  scopeOf,
  type Principal,
  type UserPrincipal,
} from '#main/features/access/principal.ts';
import type { AccessStore } from '#main/features/access/store.ts';
import type { NotificationKind } from './kind.ts';
import type { KindWithin, PersonRow } from './store.ts';

type Wishes = Pick<NotificationPreferences, 'wishes'>;

/** How a person wants to be told of a kind: as they chose, else as is usual. */
export function wishOf({ wishes }: Wishes, { name, usual }: NotificationKind): NotificationWish {
  return wishes[name] ?? usual;
}

export function isWanted({ app, desktop, mail }: NotificationWish): boolean {
  return app || desktop || mail;
}

/** What a person may read of a kind by the rights they have now. */
export function within(principal: Principal, { name, for: { roles } }: NotificationKind): KindWithin {
  const access: Access = roles;
  return { kind: name, scope: scopeOf(principal, access), ofNoClient: isAdministrator(principal) };
}

/** The kinds that may concern somebody at all: those of which they have a role somewhere. */
export function concerning(principal: Principal, kinds: readonly NotificationKind[]): NotificationKind[] {
  return kinds.filter(kind => {
    const { scope, ofNoClient } = within(principal, kind);
    const { clientIds, limited } = scope;
    return ofNoClient || clientIds === 'all' || clientIds.length > 0 || (limited?.clientIds.length ?? 0) > 0;
  });
}

/** A person with the rights they have now, who is not calling. */
export function principalOf({ id, role }: PersonRow, access: AccessStore): UserPrincipal {
  return { kind: 'user', role, userId: id, sessionId: '', ...access.reachOf(id, role) };
}
