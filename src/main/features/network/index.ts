export { createNetworkCertificates } from './certificates.ts';
export { createNetworkRoutes } from './routes.ts';
export { createNetworkService, type NetworkDoor, type NetworkService } from './service.ts';
export { createNetworkStore } from './settings.ts';
