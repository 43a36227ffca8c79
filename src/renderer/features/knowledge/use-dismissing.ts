import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Lets failures count no more, or again; what was done can be taken back. */
export function useDismissing() {
  const { t } = useTranslation('knowledge');
  const queries = useQueryClient();
  const toasts = useToasts();
  const dismissing = useMutation({
    mutationFn: (input: { ids: string[]; dismissed: boolean }) => client.documents.dismiss(input),
    onSuccess: ({ changed }, { ids, dismissed }) => {
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
      if (dismissed) {
        toasts.done(t('dismissed', { count: changed }), {
          undo: () => dismissing.mutate({ ids, dismissed: false }),
        });
      } else toasts.done(t('recalled', { count: changed }));
    },
    onError: toasts.failed,
  });
  return dismissing;
}
