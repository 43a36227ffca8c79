import { administrators } from '#shared/contract/route.ts';
import type { Place } from '../../ui/place.ts';

export const modelsPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'models',
    key: 'models',
    name: 'shell:models',
    icon: 'chip',
    to: '/models',
    says: ['models'],
  },
  {
    in: 'palette',
    does: 'act',
    key: 'addModel',
    name: 'shell:actionAddModel',
    icon: 'chip',
    order: 40,
    roles: administrators,
    roleFor: 'installation',
    to: '/models',

    search: { add: true },
  },
];
