export * as modelEvents from './events.ts';
export { createModels } from './part.ts';
export type { AnsweringModel, ModelService } from './service.ts';
