import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** What can be done with a source, each told once it is done. */
export function useSourceDeeds(id: string) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const toasts = useToasts();
  const queries = useQueryClient();
  const readAgain = () => void queries.invalidateQueries({ queryKey: orpc.sources.key() });
  const told = { onError: toasts.failed, onSettled: readAgain };
  const run = useMutation({
    mutationFn: async (what: 'look' | 'dry' | 'pause' | 'resume' | 'cancel') => {
      const { look, pause, resume, cancel } = client.sources;
      if (what === 'look' || what === 'dry') await look({ id, dry: what === 'dry' });
      else await { pause, resume, cancel }[what]({ id });
      return what;
    },
    onSuccess: what =>
      toasts.done(
        t(
          (
            {
              look: 'started',
              dry: 'started',
              pause: 'pausedDone',
              resume: 'resumedDone',
              cancel: 'cancelled',
            } as const
          )[what],
        ),
      ),
    ...told,
  });
  const decide = useMutation({
    mutationFn: async ({ yes, itemIds }: { yes: boolean; itemIds?: string[] }) => {
      const input = { id, ...(itemIds === undefined ? {} : { itemIds }) };
      const { decided } = await (yes ? client.sources.approve(input) : client.sources.dismiss(input));
      return { yes, decided };
    },
    onSuccess: ({ yes, decided }) =>
      toasts.done(t(yes ? 'approved' : 'dismissed', { count: decided, formatted: format.number(decided) })),
    ...told,
  });
  return { run, decide };
}
