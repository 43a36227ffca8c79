export * as modelEvents from './events.ts';
export * as modelMetrics from './metrics.ts';
export { createModels } from './part.ts';
export { isSpelledLocal } from './model-places.ts';
export type { AnsweringModel, ModelServer } from './answering-models.ts';
export type { ModelService } from './service.ts';
export { unboundedSpending, type SpendingBounds, type UsedOutside } from './spending-bounds.ts';
export type { Consents } from './consents.ts';
