import type { Place } from '../../ui/place.ts';

export const homePlaces: readonly Place[] = [
  { in: 'rail', page: 'home', key: 'home', name: 'shell:home', icon: 'home', to: '/', says: ['home'] },
];
