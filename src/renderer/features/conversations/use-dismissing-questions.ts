import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Lets unanswered questions count no more; what was done can be taken back. */
export function useDismissingQuestions() {
  const { t } = useTranslation('conversations');
  const queries = useQueryClient();
  const toasts = useToasts();
  const dismissing = useMutation({
    mutationFn: (input: { messageIds: string[]; dismissed: boolean }) => client.conversations.dismiss(input),
    onSuccess: ({ changed }, { messageIds, dismissed }) => {
      void queries.invalidateQueries({ queryKey: orpc.conversations.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.overview.key() });
      if (dismissed) {
        toasts.done(t('dismissed', { count: changed }), {
          undo: () => dismissing.mutate({ messageIds, dismissed: false }),
        });
      }
    },
    onError: toasts.failed,
  });
  return dismissing;
}
