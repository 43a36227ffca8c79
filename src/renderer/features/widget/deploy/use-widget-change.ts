import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WidgetUpdate } from '#shared/contract/widget-settings.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { useToasts } from '../../../ui/toasts.tsx';

type Change = { fields: Omit<WidgetUpdate, 'id'>; done: string; onDone?: (() => void) | undefined };

/** Changes a chatbot's widget, says so, and shows what came of it. A refusal leaves what was typed. */
export function useWidgetChange(id: string) {
  const queries = useQueryClient();
  const toasts = useToasts();
  const change = useMutation({
    mutationFn: ({ fields }: Change) => client.widgets.update({ id, ...fields }),
    onSuccess: (widget, { done, onDone }) => {
      queries.setQueryData(orpc.widgets.get.queryKey({ input: { id } }), widget);
      void queries.invalidateQueries({ queryKey: orpc.widgets.snippet.key() });
      toasts.done(done);
      onDone?.();
    },
    onError: toasts.failed,
  });
  return {
    pending: change.isPending,
    save: (fields: Change['fields'], done: string, onDone?: () => void) =>
      change.mutate({ fields, done, onDone }),
  };
}
