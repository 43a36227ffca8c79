import { routerWith, type Guards } from '#main/features/access/implementer.ts';
import type { RoutesOf } from '#main/features/part.ts';
import type { Parts } from './parts.ts';

/** The whole contract, implemented. A route that no part answers does not compile. */
export function createRouter(guards: Guards, routes: RoutesOf<Parts['all']>) {
  return routerWith(guards).router(routes);
}

export type Router = ReturnType<typeof createRouter>;
