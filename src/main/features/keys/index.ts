export { createKeyRoutes } from './routes.ts';
export { isKey } from './secret.ts';
export { createKeyService } from './service.ts';
export { createKeyStore } from './store.ts';
