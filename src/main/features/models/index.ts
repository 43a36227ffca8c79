export * as modelEvents from './events.ts';
export { createModels } from './part.ts';
export { isLocalAddress } from './local-address.ts';
export type { AnsweringModel, ModelServer } from './answering-models.ts';
export type { ModelService } from './service.ts';
export type { Consents } from './consents.ts';
