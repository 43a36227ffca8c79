import type { Role } from '#shared/contract/route.ts';
import { pagesFor, type PageName } from '#shared/lib/pages.ts';
import type { IconName } from '../../ui/icon.tsx';

export const places = [
  { to: '/', name: 'home', icon: 'home' },
  { to: '/chat', name: 'chat', icon: 'message' },
  { to: '/chatbots', name: 'chatbots', icon: 'bot' },
  { to: '/knowledge', name: 'knowledge', icon: 'book' },
  { to: '/conversations', name: 'conversations', icon: 'inbox' },
  { to: '/clients', name: 'clients', icon: 'building' },
  { to: '/models', name: 'models', icon: 'chip' },
  { to: '/settings', name: 'settings', icon: 'settings' },
] as const satisfies readonly { to: string; name: PageName; icon: IconName }[];

export type Place = (typeof places)[number];

/** The places a role may open; what one may not do is absent. */
export function placesFor(role: Role | null, severalClients: boolean): readonly Place[] {
  const open = pagesFor(role, severalClients);
  return places.filter(place => open.includes(place.name));
}
