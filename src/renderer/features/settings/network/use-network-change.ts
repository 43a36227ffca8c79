import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NetworkSettings } from '#shared/contract/network.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { useToasts } from '../../../ui/toasts.tsx';

type Change = { fields: Partial<NetworkSettings>; done: string };

/** Changes settings of the local network, says so, and shows what came of it. */
export function useNetworkChange({ onSettled }: { onSettled?: () => void } = {}) {
  const { t } = useTranslation('network');
  const queries = useQueryClient();
  const toasts = useToasts();
  const change = useMutation({
    mutationFn: ({ fields }: Change) => client.network.update(fields),
    onSuccess: (state, { done }) => {
      queries.setQueryData(orpc.network.get.queryKey({ input: {} }), state);
      if (state.problem === null) toasts.done(done);
    },
    onError: toasts.failed,
    ...(onSettled === undefined ? {} : { onSettled }),
  });
  return {
    pending: change.isPending,
    save: (fields: Partial<NetworkSettings>, done = t('saved')) => change.mutate({ fields, done }),
  };
}
