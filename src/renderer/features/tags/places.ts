import { editors } from '#shared/contract/route.ts';
import type { Place } from '../../ui/place.ts';

export const tagsPlaces: readonly Place[] = [
  {
    in: 'palette',
    does: 'show',
    key: 'tags',
    name: 'shell:tags',
    icon: 'tag',
    order: 21,
    roles: editors,
    roleFor: 'client',
    to: '/knowledge/tags',
  },
];
