import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Client } from '#shared/contract/clients.ts';
import { orpc } from '../rpc/client.ts';

const REMEMBERED = 'foyer.client';

type CurrentClient = {
  /** The client whose bots and documents are shown; undefined until the list is known. */
  clientId: string | undefined;
  /** The same with its name; an archived one too, while something of it is in sight. */
  current: Client | undefined;
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

type Props = {
  /** The client that the page in sight belongs to: it is the one shown, whatever was chosen before. */
  ofPage?: string | undefined;
  children: ReactNode;
};

export function CurrentClientProvider({ ofPage, children }: Props) {
  const { data } = useQuery(orpc.clients.list.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState(() => localStorage.getItem(REMEMBERED));
  const listed = data?.some(({ id }) => id === ofPage) === true;
  const { data: unlisted } = useQuery(
    orpc.clients.get.queryOptions({
      input: { id: ofPage ?? '' },
      enabled: ofPage !== undefined && data !== undefined && !listed,
    }),
  );
  // Who opened something of a client goes on with that client.
  useEffect(() => {
    if (ofPage === undefined || !listed) return;
    localStorage.setItem(REMEMBERED, ofPage);
    setChosen(ofPage);
  }, [ofPage, listed]);
  const value = useMemo<CurrentClient>(() => {
    const clients = data ?? [];
    const clientId = ofPage ?? (clients.find(client => client.id === chosen) ?? clients[0])?.id;
    return {
      clients,
      none: data?.length === 0,
      clientId,
      current: clients.find(({ id }) => id === clientId) ?? unlisted,
      choose(id) {
        localStorage.setItem(REMEMBERED, id);
        setChosen(id);
      },
    };
  }, [data, chosen, ofPage, unlisted]);
  return <CurrentClientContext value={value}>{children}</CurrentClientContext>;
}
