import { lazy } from 'react';
import { administrators } from '#shared/contract/route.ts';
import { withWords } from '../../state/words.ts';
import type { Place } from '../../ui/place.ts';

export const mailPlaces: readonly Place[] = [
  {
    in: 'settings',
    section: 'mail',
    key: 'section_mail',
    name: 'settings:section_mail',
    icon: 'mail',
    says: ['mailSettings'],
    order: 60,
    roles: administrators,
    body: lazy(
      withWords(['mailSettings'], async () => ({
        default: (await import('./mail-section.tsx')).MailSection,
      })),
    ),
  },
];
