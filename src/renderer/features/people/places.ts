import { lazy } from 'react';
import { administrators } from '#shared/contract/route.ts';
import { withWords } from '../../state/words.ts';
import type { Place } from '../../ui/place.ts';

export const peoplePlaces: readonly Place[] = [
  {
    in: 'settings',
    section: 'people',
    key: 'section_people',
    name: 'settings:section_people',
    icon: 'people',
    says: ['people'],
    order: 30,
    wide: true,
    roles: administrators,
    body: lazy(
      withWords(['clients', 'people', 'webInterface'], async () => ({
        default: (await import('./people-section.tsx')).PeopleSection,
      })),
    ),
  },
  {
    in: 'palette',
    does: 'act',
    key: 'invite',
    name: 'shell:actionInvite',
    icon: 'people',
    order: 50,
    roles: administrators,
    roleFor: 'installation',
    to: '/settings/$section',
    params: { section: 'people' },
    search: { invite: true },
  },
];
