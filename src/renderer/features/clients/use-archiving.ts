import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Putting a client away and taking it out again. */
export function useArchiving({ id, name }: Pick<Client, 'id' | 'name'>) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const toasts = useToasts();
  const saved = (client: Client) => {
    queries.setQueryData(orpc.clients.get.queryKey({ input: { id } }), client);
    void queries.invalidateQueries({ queryKey: orpc.clients.key() });
    void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
  };
  const archive = useMutation({
    mutationFn: () => core.clients.archive({ id }),
    onSuccess: client => {
      saved(client);
      toasts.done(t('archived', { name }), { undo: () => restore.mutate() });
    },
    onError: toasts.failed,
  });
  const restore = useMutation({
    mutationFn: () => core.clients.restore({ id }),
    onSuccess: client => {
      saved(client);
      toasts.done(t('restored', { name }));
    },
    onError: toasts.failed,
  });
  return { archive, restore };
}
