import { os } from '#main/features/access/implementer.ts';
import type { ConnectionService } from './service.ts';

export function createConnectionRoutes(connections: ConnectionService) {
  return {
    list: os.connections.list.handler(({ input }) => connections.list(input)),
    places: os.connections.places.handler(({ input }) => connections.places(input.days)),
    reachable: os.connections.reachable.handler(() => connections.reachable()),
  };
}
