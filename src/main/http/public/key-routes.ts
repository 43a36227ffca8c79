import type { FastifyInstance } from 'fastify';
import { addChatRoutes } from '../chat-routes.ts';
import { addFileRoutes } from '../file-routes.ts';
import { addOpenAiRoutes } from '../openai/routes.ts';
import { addContractRoutes, type RouteDependencies } from '../rpc-routes.ts';

/**
 * What programs with a key call on the public listener. The gate let them in, cookies are not read, and a person's
 * token opens nothing: the principal of a request is a key, a visitor or nobody.
 */
export async function addKeyRoutes(server: FastifyInstance, dependencies: RouteDependencies): Promise<void> {
  addChatRoutes(server, dependencies);
  await addFileRoutes(server, dependencies, 'public');
  await addOpenAiRoutes(server, dependencies);
  addContractRoutes(server, dependencies, 'public');
}
