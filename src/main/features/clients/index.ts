export { createClients } from './part.ts';
export type { ClientService } from './service.ts';
export type { ClientStore } from './store.ts';
export * as clientEvents from './events.ts';
