import { editors } from '#shared/contract/route.ts';
import type { Place } from '../../ui/place.ts';

export const sourcesPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'sources',
    key: 'sources',
    name: 'shell:sources',
    icon: 'refresh',
    to: '/sources',
    says: ['sources'],
  },
  {
    in: 'palette',
    does: 'act',
    key: 'addSource',
    name: 'shell:actionAddSource',
    icon: 'refresh',
    order: 21,
    roles: editors,
    roleFor: 'client',
    to: '/sources',
    search: { add: true },
  },
];
