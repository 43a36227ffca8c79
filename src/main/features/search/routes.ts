import { os } from '#main/features/access/implementer.ts';
import type { SearchService } from './service.ts';

const SEARCH_TIMEOUT_MS = 30_000;

export function createSearchRoutes(search: SearchService) {
  return {
    search: os.search.search.handler(({ input, context, signal }) => {
      const timeout = AbortSignal.timeout(SEARCH_TIMEOUT_MS);
      return search.search(context.scope, input, signal ? AbortSignal.any([signal, timeout]) : timeout);
    }),
  };
}
