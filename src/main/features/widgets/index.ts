export { defaultAppearance, defaultBehaviour, defaultLimits } from './defaults.ts';
export { createWidgetDiagnosis } from './diagnosis/diagnosis.ts';
export { createWidgetRoutes } from './routes.ts';
export { createWidgetService, type Reachable } from './service.ts';
export { createWidgetStore, type ServedWidget, type WidgetStore } from './store.ts';
