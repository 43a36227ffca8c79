import { conversationReaders } from '#shared/contract/route.ts';
import type { Place } from '../../ui/place.ts';

export const conversationsPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'conversations',
    key: 'conversations',
    name: 'shell:conversations',
    icon: 'inbox',
    to: '/conversations',
    says: ['conversations'],
  },
  {
    in: 'palette',
    does: 'show',
    key: 'unanswered',
    name: 'conversations:unansweredTitle',
    icon: 'inbox',
    order: 10,
    roles: conversationReaders,
    roleFor: 'client',
    to: '/conversations',

    search: { view: 'unanswered' },
  },
];
