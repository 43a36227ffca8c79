import { linkOptions } from '@tanstack/react-router';
import type { NotificationPlace } from '#shared/contract/notifications.ts';

/** The address of where a notification leads. */
export function addressOf(place: NotificationPlace) {
  switch (place.page) {
    case 'conversation':
      return linkOptions({ to: '/conversations/$id', params: { id: place.id } });
    case 'document':
      return linkOptions({ to: '/documents/$id', params: { id: place.id } });
    case 'visitorsOfChatbot':
      return linkOptions({ to: '/chatbots/$id', params: { id: place.id }, search: { tab: 'visitors' } });
    case 'source':
      return linkOptions({ to: '/sources/$id', params: { id: place.id } });
    case 'approvals':
      return linkOptions({ to: '/approvals' });
    case 'tasks':
      return linkOptions({ to: '/settings/$section', params: { section: 'tasks' } });
    case 'models':
      return linkOptions({ to: '/models' });
    case 'quotaOfClient':
      return linkOptions({ to: '/clients/$id', params: { id: place.id }, search: { tab: 'quota' } });
    case 'module':
      return linkOptions({ to: '/modules/$name', params: { name: place.name } });
  }
}
