import { useQuery } from '@tanstack/react-query';
import { editors } from '#shared/contract/route.ts';
import { orpc } from '../rpc/client.ts';
import { useRights } from './rights.ts';
import { useByClient, type Waiting } from './waiting.ts';

/** Answers that people of the office propose and that wait for the yes of whoever is here. Follows what happens. */
export function useProposalsWaiting(): Waiting {
  const { data = [] } = useQuery(
    orpc.articles.waiting.queryOptions({ input: {}, enabled: useRights().may(...editors) }),
  );
  return useByClient(data);
}
