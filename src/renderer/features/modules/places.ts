import { lazy } from 'react';
import { editors } from '#shared/contract/route.ts';
import { withWords } from '../../state/words.ts';
import type { Place } from '../../ui/place.ts';

export const modulesPlaces: readonly Place[] = [
  {
    in: 'settings',
    section: 'modules',
    key: 'section_modules',
    name: 'settings:section_modules',
    icon: 'spark',
    says: ['modules'],
    order: 95,
    roles: editors,
    body: lazy(
      withWords(['modules'], async () => ({
        default: (await import('./modules-section.tsx')).ModulesSection,
      })),
    ),
  },
];
