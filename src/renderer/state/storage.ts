import { useQuery } from '@tanstack/react-query';
import { orpc } from '../rpc/client.ts';

const LOOK_EVERY_MS = 30_000; // changes are told; this is for pages that hear of none, before signing in
const LOOK_WHILE_SHORT_MS = 2_000;

/** What the data folder takes; null until it is known. */
export function useStorage() {
  const query = useQuery({
    ...orpc.system.storage.queryOptions({ input: {} }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && state.data.state !== 'writable' ? LOOK_WHILE_SHORT_MS : LOOK_EVERY_MS,
  });
  return query.data ?? null;
}
