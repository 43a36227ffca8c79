import { lazy } from 'react';
import { withWords } from '../../state/words.ts';
import type { Place } from '../../ui/place.ts';

export const notificationsPlaces: readonly Place[] = [
  {
    in: 'settings',
    section: 'notifications',
    key: 'section_notifications',
    name: 'settings:section_notifications',
    icon: 'bell',
    says: ['notifications'],
    order: 25,
    roles: null,
    body: lazy(
      withWords(['notifications'], async () => ({
        default: (await import('./notifications-section.tsx')).NotificationsSection,
      })),
    ),
  },
];
