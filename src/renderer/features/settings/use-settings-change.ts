import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Settings } from '#shared/contract/operations.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Changes settings of the installation, and says so. */
export function useSettingsChange(said: (saved: Settings) => string) {
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (change: Partial<Settings>) => client.system.updateSettings(change),
    onSuccess: saved => {
      queries.setQueryData(orpc.system.settings.queryKey({ input: {} }), saved);
      toasts.done(said(saved));
    },
    onError: toasts.failed,
  });
}
