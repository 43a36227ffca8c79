import type { Place } from '../../ui/place.ts';

export const contactsPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'contacts',
    key: 'contacts',
    name: 'shell:contacts',
    icon: 'people',
    to: '/contacts',
    says: ['contacts'],
  },
];
