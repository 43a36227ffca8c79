import { useLocation, useNavigate, useRouter, type UseNavigateResult } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * Leads to what came of something that took its time. Does nothing once the person has gone elsewhere: nobody is led
 * away from where they are.
 */
export function useOnward(): UseNavigateResult<string> {
  const router = useRouter();
  const navigate = useNavigate();
  const here = useLocation({ select: ({ href }) => href });
  return useCallback<UseNavigateResult<string>>(
    async options => {
      if (router.state.location.href === here) await navigate(options);
    },
    [router, navigate, here],
  );
}
