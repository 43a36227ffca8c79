import { useQuery } from '@tanstack/react-query';
import { conversationReaders } from '#shared/contract/route.ts';
import { orpc } from '../rpc/client.ts';
import { useCurrentClient } from './current-client.tsx';
import { useRights } from './rights.ts';

type Elsewhere = { clientId: string; name: string; count: number };

/** Conversations that wait for a person of the office: of the client shown, and of the others. Follows what happens. */
export function useWaiting(): { here: number; elsewhere: readonly Elsewhere[] } {
  const { clientId, clients } = useCurrentClient();
  const { data = [] } = useQuery(
    orpc.conversations.waiting.queryOptions({ input: {}, enabled: useRights().may(...conversationReaders) }),
  );
  const countOf = (id: string | undefined) => data.find(one => one.clientId === id)?.count ?? 0;
  return {
    here: countOf(clientId),
    elsewhere: clients.flatMap(({ id, name }) => {
      const count = id === clientId ? 0 : countOf(id);
      return count === 0 ? [] : [{ clientId: id, name, count }];
    }),
  };
}
