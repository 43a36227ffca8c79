export { createNetwork } from './part.ts';
export type { NetworkDoor, NetworkService } from './service.ts';
export type { GivenAtStart, InterfaceDoor, WebInterfaceService } from './web-interface.ts';
