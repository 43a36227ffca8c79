import { useQuery } from '@tanstack/react-query';
import { editors } from '#shared/contract/route.ts';
import { orpc } from '../rpc/client.ts';
import { useRights } from './rights.ts';
import { useByClient, type Waiting } from './waiting.ts';

/** What waits for a yes of whoever is here. Follows what happens. */
export function useApprovalsWaiting(): Waiting {
  const { data = [] } = useQuery(
    orpc.artifacts.waiting.queryOptions({ input: {}, enabled: useRights().may(...editors) }),
  );
  return useByClient(data);
}
