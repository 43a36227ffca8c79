import { editors } from '#shared/contract/route.ts';
import type { Place } from '../../ui/place.ts';

export const chatbotsPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'chatbots',
    key: 'chatbots',
    name: 'shell:chatbots',
    icon: 'bot',
    to: '/chatbots',
    says: ['chatbots'],
  },
  { in: 'chatbot', tab: 'persona', key: 'bot_persona', name: 'chatbots:tab_persona', icon: 'bot' },
  { in: 'chatbot', tab: 'knowledge', key: 'bot_knowledge', name: 'chatbots:tab_knowledge', icon: 'bot' },
  {
    in: 'chatbot',
    tab: 'appearance',
    key: 'bot_appearance',
    name: 'chatbots:tab_appearance',
    icon: 'bot',
    says: ['appearance'],
  },
  {
    in: 'chatbot',
    tab: 'deploy',
    key: 'bot_deploy',
    name: 'chatbots:tab_deploy',
    icon: 'bot',
    says: ['deploy'],
  },
  {
    in: 'chatbot',
    tab: 'visitors',
    key: 'bot_visitors',
    name: 'chatbots:tab_visitors',
    icon: 'bot',
    says: ['visitors'],
  },
  {
    in: 'palette',
    does: 'act',
    key: 'newChatbot',
    name: 'shell:actionNewChatbot',
    icon: 'bot',
    order: 30,
    roles: editors,
    roleFor: 'client',
    to: '/chatbots',

    search: { create: true },
  },
];
