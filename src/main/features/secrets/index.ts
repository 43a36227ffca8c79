export { createSecretsRoutes } from './routes.ts';
export { createSecretsService } from './service.ts';
