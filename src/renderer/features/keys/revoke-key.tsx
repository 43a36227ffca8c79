import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '#shared/contract/keys.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Says what stops before a key is ended for good. */
export function RevokeKey({ apiKey, open, onClose }: { apiKey: ApiKey; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { id, name, prefix, lastUsedAt } = apiKey;
  const revoke = useMutation({
    mutationFn: () => client.keys.revoke({ id }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.keys.key() });
      toasts.done(t('revoked'), { text: name });
      onClose();
    },
    onError: toasts.failed,
  });
  return (
    <ConfirmDialog
      open={open}
      destructive
      title={t('revokeTitle', { name })}
      confirm={t('revokeNow')}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 1 }}>
        <div>{t('revokeBody', { prefix })}</div>
        <div>
          {lastUsedAt === null ? t('revokeUnused') : t('revokeUsed', { ago: format.ago(lastUsedAt) })}
        </div>
        <div>{t('revokeForGood')}</div>
      </Box>
    </ConfirmDialog>
  );
}
