import type { Role } from '#shared/contract/route.ts';
import type { IconName } from '../../ui/icon.tsx';

export const places = [
  { to: '/', name: 'home', icon: 'home', roles: null },
  { to: '/chat', name: 'chat', icon: 'message', roles: null },
  { to: '/chatbots', name: 'chatbots', icon: 'bot', roles: ['owner', 'admin', 'editor'] },
  { to: '/knowledge', name: 'knowledge', icon: 'book', roles: ['owner', 'admin', 'editor'] },
  {
    to: '/conversations',
    name: 'conversations',
    icon: 'inbox',
    roles: ['owner', 'admin', 'editor', 'agent'],
  },
  { to: '/clients', name: 'clients', icon: 'building', roles: ['owner', 'admin'] },
  { to: '/models', name: 'models', icon: 'chip', roles: ['owner', 'admin'] },
  { to: '/settings', name: 'settings', icon: 'settings', roles: null },
] as const satisfies readonly { to: string; name: string; icon: IconName; roles: readonly Role[] | null }[];

export type Place = (typeof places)[number];

/**
 * The places a role may open; what one may not do is absent. The clients are for whoever works for several, and for
 * administrators always.
 */
export function placesFor(role: Role | null, severalClients: boolean): readonly Place[] {
  return places.filter(
    place =>
      place.roles === null ||
      (role !== null && (place.roles as readonly Role[]).includes(role)) ||
      (place.name === 'clients' && severalClients),
  );
}
