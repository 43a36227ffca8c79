import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Client } from '#shared/contract/clients.ts';
import { orpc } from '../rpc/client.ts';

const REMEMBERED = 'foyer.client';

type CurrentClient = {
  /** The client whose bots and documents are shown; undefined until the list is known. */
  clientId: string | undefined;
  clients: readonly Client[];
  /** True once the list is known and there is none: nothing is open to this person yet. */
  none: boolean;
  choose(clientId: string): void;
};

const CurrentClientContext = createContext<CurrentClient | null>(null);

export function useCurrentClient(): CurrentClient {
  const current = useContext(CurrentClientContext);
  if (!current) throw new Error('useCurrentClient outside CurrentClientProvider');
  return current;
}

export function CurrentClientProvider({ children }: { children: ReactNode }) {
  const { data } = useQuery(orpc.clients.list.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState(() => localStorage.getItem(REMEMBERED));
  const value = useMemo<CurrentClient>(() => {
    const clients = data ?? [];
    return {
      clients,
      none: data?.length === 0,
      clientId: (clients.find(client => client.id === chosen) ?? clients[0])?.id,
      choose(clientId) {
        localStorage.setItem(REMEMBERED, clientId);
        setChosen(clientId);
      },
    };
  }, [data, chosen]);
  return <CurrentClientContext value={value}>{children}</CurrentClientContext>;
}
