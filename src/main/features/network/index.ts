export { createNetworkCertificates } from './certificates.ts';
export { createNetworkRoutes, createWebInterfaceRoutes } from './routes.ts';
export { createNetworkService, type NetworkDoor, type NetworkService } from './service.ts';
export { createNetworkStore } from './settings.ts';
export {
  createWebInterface,
  DEFAULT_INTERFACE_PORT,
  type GivenAtStart,
  type InterfaceDoor,
  type InterfaceDoorState,
  type WebInterfaceService,
} from './web-interface.ts';
