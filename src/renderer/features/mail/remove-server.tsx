import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Forgets the server and its password, once confirmed. */
export function RemoveServer() {
  const { t } = useTranslation('mailSettings');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => client.mail.remove({}),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.mail.key() });
      void queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
      toasts.done(t('removed'));
    },
    onError: toasts.failed,
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button variant="text" onClick={() => setAsking(true)}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('removeTitle')}
        confirm={t('remove')}
        destructive
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('removeText')}
      </ConfirmDialog>
    </>
  );
}
