import { lazy } from 'react';
import { withWords } from '../../state/words.ts';

/* Tabs of a chatbot's page, each loaded when it is opened, with its words. */

export const AppearanceTab = lazy(
  withWords(['appearance', 'chatbots'], () => import('./appearance/appearance-tab.tsx')),
);
export const WidgetPreview = lazy(withWords(['appearance'], () => import('./appearance/widget-preview.tsx')));
export const DeployTab = lazy(
  withWords(['deploy', 'help', 'network', 'webInterface'], () => import('./deploy/deploy-tab.tsx')),
);
export const VisitorsTab = lazy(withWords(['visitors'], () => import('./visitors/visitors-tab.tsx')));
