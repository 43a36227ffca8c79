import { lazy } from 'react';
import { editors } from '#shared/contract/route.ts';
import { withWords } from '../../state/words.ts';
import type { Place } from '../../ui/place.ts';

export const tasksPlaces: readonly Place[] = [
  {
    in: 'settings',
    section: 'tasks',
    key: 'section_tasks',
    name: 'settings:section_tasks',
    icon: 'clock',
    says: ['tasks'],
    order: 100,
    roles: editors,
    body: lazy(withWords([], async () => ({ default: (await import('./tasks-section.tsx')).TasksSection }))),
  },
];
