import { useQuery } from '@tanstack/react-query';
import { conversationReaders } from '#shared/contract/route.ts';
import { orpc } from '../rpc/client.ts';
import { useCurrentClient } from './current-client.tsx';
import { useRights } from './rights.ts';

type Elsewhere = { clientId: string; name: string; count: number };
/** Of the client shown, and of the others. */
export type Waiting = { here: number; elsewhere: readonly Elsewhere[] };

/** Conversations that wait for a person of the office. Follows what happens. */
export function useWaiting(): Waiting {
  const { data = [] } = useQuery(
    orpc.conversations.waiting.queryOptions({ input: {}, enabled: useRights().may(...conversationReaders) }),
  );
  return useByClient(data);
}

/** What waits at each client, seen from the one shown. */
export function useByClient(counts: readonly { clientId: string; count: number }[]): Waiting {
  const { clientId, clients } = useCurrentClient();
  const countOf = (id: string | undefined) => counts.find(one => one.clientId === id)?.count ?? 0;
  return {
    here: countOf(clientId),
    elsewhere: clients.flatMap(({ id, name }) => {
      const count = id === clientId ? 0 : countOf(id);
      return count === 0 ? [] : [{ clientId: id, name, count }];
    }),
  };
}
