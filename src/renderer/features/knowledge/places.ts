import { editors } from '#shared/contract/route.ts';
import type { Place } from '../../ui/place.ts';

export const knowledgePlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'knowledge',
    key: 'knowledge',
    name: 'shell:knowledge',
    icon: 'book',
    to: '/knowledge',
    says: ['knowledge', 'documents'],
  },
  {
    in: 'palette',
    does: 'show',
    key: 'bench',
    name: 'knowledge:bench',
    icon: 'search',
    order: 20,
    roles: editors,
    roleFor: 'client',
    to: '/knowledge',

    search: { bench: true },
  },
  {
    in: 'palette',
    does: 'show',
    key: 'alike',
    name: 'documents:alikeTitle',
    icon: 'copy',
    order: 25,
    roles: editors,
    roleFor: 'client',
    to: '/knowledge/alike',
  },
  {
    in: 'palette',
    does: 'act',
    key: 'addDocuments',
    name: 'shell:actionAddDocuments',
    icon: 'book',
    order: 20,
    roles: editors,
    roleFor: 'client',
    to: '/knowledge',
  },
];
