export { createNetworkCertificates } from './certificates.ts';
export { createNetworkRoutes, createWebInterfaceRoutes } from './routes.ts';
export { createNetworkService, type NetworkDoor, type NetworkService } from './service.ts';
export { createNetworkStore } from './settings.ts';
export {
  createWebInterface,
  type GivenAtStart,
  type InterfaceDoor,
  type WebInterfaceService,
} from './web-interface.ts';
