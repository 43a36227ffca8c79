export { createClientRoutes } from './routes.ts';
export { createClientService, type ClientService } from './service.ts';
export { createClientStore, type ClientStore } from './store.ts';
