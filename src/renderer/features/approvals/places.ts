import type { Place } from '../../ui/place.ts';

export const approvalsPlaces: readonly Place[] = [
  {
    in: 'rail',
    page: 'approvals',
    key: 'approvals',
    name: 'shell:approvals',
    icon: 'check',
    to: '/approvals',
    says: ['approvals'],
  },
];
