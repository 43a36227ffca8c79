import { lazy } from 'react';
import { administrators } from '#shared/contract/route.ts';
import { withWords } from '../../state/words.ts';
import type { Place } from '../../ui/place.ts';

export const auditPlaces: readonly Place[] = [
  {
    in: 'settings',
    section: 'audit',
    key: 'section_audit',
    name: 'settings:section_audit',
    icon: 'history',
    says: ['audit'],
    order: 90,
    wide: true,
    roles: administrators,
    body: lazy(
      withWords(['audit', 'auditDeeds', 'auditFields'], async () => ({
        default: (await import('./audit-section.tsx')).AuditSection,
      })),
    ),
  },
];
