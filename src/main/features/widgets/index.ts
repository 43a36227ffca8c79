export { defaultAppearance, defaultBehaviour, defaultLimits } from './defaults.ts';
export { createWidgets } from './part.ts';
export type { Reachable } from './service.ts';
export type { ServedWidget, WidgetStore } from './store.ts';
