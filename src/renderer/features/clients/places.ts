import { administrators } from '#shared/contract/route.ts';
import type { Place } from '../../ui/place.ts';

export const clientsPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'clients',
    key: 'clients',
    name: 'shell:clients',
    icon: 'building',
    to: '/clients',
    says: ['clients'],
  },
  { in: 'client', tab: 'overview', key: 'client_overview', name: 'clients:tab_overview', icon: 'building' },
  { in: 'client', tab: 'chatbots', key: 'client_chatbots', name: 'clients:tab_chatbots', icon: 'building' },
  {
    in: 'client',
    tab: 'documents',
    key: 'client_documents',
    name: 'clients:tab_documents',
    icon: 'building',
  },
  { in: 'client', tab: 'quota', key: 'client_quota', name: 'clients:tab_quota', icon: 'chart' },
  { in: 'client', tab: 'people', key: 'client_people', name: 'clients:tab_people', icon: 'building' },
  { in: 'client', tab: 'keys', key: 'client_keys', name: 'clients:tab_keys', icon: 'building' },
  { in: 'client', tab: 'activity', key: 'client_activity', name: 'clients:tab_activity', icon: 'building' },
  { in: 'client', tab: 'privacy', key: 'client_privacy', name: 'clients:tab_privacy', icon: 'building' },
  {
    in: 'palette',
    does: 'show',
    key: 'erasures',
    name: 'clients:certificates',
    icon: 'trash',
    order: 30,
    roles: administrators,
    roleFor: 'installation',
    to: '/clients/erasures',
  },
  {
    in: 'palette',
    does: 'act',
    key: 'newClient',
    name: 'shell:actionNewClient',
    icon: 'building',
    order: 60,
    roles: administrators,
    roleFor: 'installation',
    to: '/clients',

    search: { create: true },
  },
];
