import { lazy } from 'react';
import { editors } from '#shared/contract/route.ts';
import { withWords } from '../../state/words.ts';
import type { Place, RailPlace } from '../../ui/place.ts';

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

/** Modules that stand in the rail, beside the pages of the core. */
export const modulesOfRail: readonly RailPlace[] = [
  {
    in: 'rail',
    page: 'usage',
    key: 'usage',
    name: 'shell:usage',
    icon: 'chart',
    to: '/modules/usage',
  },
];
