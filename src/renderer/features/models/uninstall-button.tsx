import IconButton from '@mui/material/IconButton';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetectedServer } from '#shared/contract/model-sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Deletes a model from its Ollama, and gives its room on the disk back. */
export function UninstallButton({ server, model }: { server: DetectedServer; model: string }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const uninstall = useMutation({
    mutationFn: () => client.models.uninstall({ url: server.url, model }),
    onSuccess: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: orpc.models.key() });
      toasts.done(t('uninstalled', { name: model }));
    },
    onError: toasts.failed,
  });
  return (
    <>
      <IconButton
        size="small"
        aria-label={t('uninstallNamed', { name: model })}
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" size={16} />
      </IconButton>
      <ConfirmDialog
        open={asking}
        destructive
        title={t('uninstallTitle', { name: model })}
        confirm={t('uninstall')}
        busy={uninstall.isPending}
        onConfirm={() => uninstall.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('uninstallBody', { server: server.label })}
      </ConfirmDialog>
    </>
  );
}
