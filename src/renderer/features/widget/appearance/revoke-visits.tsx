import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../rpc/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

/** Ends every visit at once, whatever page it is on. */
export function RevokeVisits({ chatbotId }: { chatbotId: string }) {
  const { t } = useTranslation('appearance');
  const toasts = useToasts();
  const [asking, ask] = useState(false);
  const revoking = useMutation({
    mutationFn: () => client.widgets.revokeVisitors({ id: chatbotId }),
    onSuccess: () => toasts.done(t('revoked')),
    onError: toasts.failed,
    onSettled: () => ask(false),
  });
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        flexWrap: 'wrap',
        pt: 2,
        borderTop: '1px solid var(--line)',
      }}
    >
      <Box sx={{ flex: '1 1 220px', color: 'var(--muted)', typography: 'small' }}>{t('revokeHint')}</Box>
      <Button onClick={() => ask(true)}>{t('revoke')}</Button>
      <ConfirmDialog
        open={asking}
        title={t('revokeTitle')}
        confirm={t('revokeNow')}
        destructive
        busy={revoking.isPending}
        onConfirm={() => revoking.mutate()}
        onClose={() => ask(false)}
      >
        {t('revokeBody')}
      </ConfirmDialog>
    </Box>
  );
}
