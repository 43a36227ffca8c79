export { createModelRoutes } from './routes.ts';
export { createModelService, type AnsweringModel, type ModelService } from './service.ts';
export { createModelStore } from './store.ts';
