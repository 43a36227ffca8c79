export { defaultBehaviour, defaultLimits } from './defaults.ts';
export { createWidgetDiagnosis } from './diagnosis/diagnosis.ts';
export { createWidgetRoutes } from './routes.ts';
export { colorOf, createWidgetService, type Reachable } from './service.ts';
export { createWidgetStore, type ServedWidget, type WidgetStore } from './store.ts';
