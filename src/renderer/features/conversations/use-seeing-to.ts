import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Says that a wish for a person is seen to; what was said can be taken back. */
export function useSeeingTo() {
  const { t } = useTranslation('conversations');
  const queries = useQueryClient();
  const toasts = useToasts();
  const seeing = useMutation({
    mutationFn: (input: { id: string; seenTo: boolean }) => client.conversations.seeTo(input),
    onSuccess: (_, { id, seenTo }) => {
      void queries.invalidateQueries({ queryKey: orpc.conversations.key() });
      if (seenTo) toasts.done(t('seenTo'), { undo: () => seeing.mutate({ id, seenTo: false }) });
    },
    onError: toasts.failed,
  });
  return seeing;
}
