import type { Place } from '../../ui/place.ts';

export const chatPlaces: readonly Place[] = [
  { in: 'rail', page: 'chat', key: 'chat', name: 'shell:chat', icon: 'message', to: '/chat', says: ['chat'] },
  {
    in: 'palette',
    does: 'act',
    key: 'newConversation',
    name: 'shell:actionNewConversation',
    icon: 'message',
    order: 10,
    roles: null,
    roleFor: 'client',
    to: '/chat',
  },
];
