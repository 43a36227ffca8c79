import { useMatch, useNavigate, useRouter, type UseNavigateResult } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * Leads to what came of something that took its time. Does nothing once the person has gone elsewhere, or is on the
 * way: nobody is led away from where they are.
 */
export function useOnward(): UseNavigateResult<string> {
  const router = useRouter();
  const navigate = useNavigate();
  // Of the page this stands on: the location may be that of the next one already, which is still being loaded.
  const here = useMatch({ strict: false, select: placeOf });
  return useCallback<UseNavigateResult<string>>(
    async options => {
      const there = router.matchRoutes(router.latestLocation);
      if (there.some(match => placeOf(match) === here)) await navigate(options);
    },
    [router, navigate, here],
  );
}

function placeOf({ id, search }: { id: string; search: unknown }): string {
  return `${id} ${JSON.stringify(search)}`;
}
