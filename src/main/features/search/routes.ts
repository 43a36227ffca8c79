import { os } from '#main/features/access/implementer.ts';
import { scopeOf } from '#main/features/access/principal.ts';
import type { SearchService } from './service.ts';

const SEARCH_TIMEOUT_MS = 30_000;

export function createSearchRoutes(search: SearchService) {
  return {
    search: os.search.search.handler(({ input, context, signal }) => {
      const timeout = AbortSignal.timeout(SEARCH_TIMEOUT_MS);
      return search.search(
        scopeOf(context.principal),
        input,
        signal ? AbortSignal.any([signal, timeout]) : timeout,
      );
    }),
  };
}
