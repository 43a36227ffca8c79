import { useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../rpc/client.ts';

/** The tags of a client, by name. */
export function useTags(clientId: string | undefined) {
  return useQuery(
    orpc.tags.list.queryOptions({
      input: clientId === undefined ? {} : { clientId },
      enabled: clientId !== undefined,
    }),
  );
}

/** Has what shows tags read again. */
export function useTagsReadAgain(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of [orpc.tags.key(), orpc.documents.key(), orpc.sources.key()])
      void queries.invalidateQueries({ queryKey: key });
  };
}
