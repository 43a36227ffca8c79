import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WebInterfaceSettings, WebInterfaceState } from '#shared/contract/web-interface.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { isThisComputer, ownAddress } from '../../../rpc/own-address.ts';
import { useToasts } from '../../../ui/toasts.tsx';

type Change = { fields: Partial<WebInterfaceSettings>; done: string };

/** Changes how the interface is reached, says so, and follows it to where it now is. */
export function useInterfaceChange({ onSettled }: { onSettled?: () => void } = {}) {
  const { t } = useTranslation('webInterface');
  const queries = useQueryClient();
  const toasts = useToasts();
  const change = useMutation({
    mutationFn: ({ fields }: Change) => client.webInterface.update(fields),
    onSuccess: (state, { done }) => {
      queries.setQueryData(orpc.webInterface.get.queryKey({ input: {} }), state);
      if (state.problem === null) toasts.done(done);
      const moved = movedTo(state);
      if (moved !== null) window.location.replace(`${moved}/${window.location.hash}`);
    },
    onError: toasts.failed,
    ...(onSettled === undefined ? {} : { onSettled }),
  });
  return {
    pending: change.isPending,
    save: (fields: Partial<WebInterfaceSettings>, done = t('saved')) => change.mutate({ fields, done }),
  };
}

/** Where this very page is now, when it was opened through the network and its port or encryption changed. */
function movedTo({ addresses }: WebInterfaceState): string | null {
  if (isThisComputer(ownAddress)) return null;
  const { hostname } = new URL(ownAddress);
  const same = addresses.find(({ url }) => new URL(url).hostname === hostname);
  return same === undefined || same.url === ownAddress ? null : same.url;
}
