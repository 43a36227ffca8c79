import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** The password of a document as it is typed, and trying it. */
export function useUnlocking(document: Document, onOpened: () => void) {
  const { t } = useTranslation('documents');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [password, setPassword] = useState('');
  const [keep, setKeep] = useState(document.lock?.kept ?? false);
  const unlock = useMutation({
    mutationFn: () => client.documents.unlock({ id: document.id, password, keep }),
    onSuccess: () => {
      toasts.done(t('unlocked'));
      setPassword('');
      onOpened();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.documents.key() }),
  });
  return {
    error: unlock.error,
    disabled: password === '' || unlock.isPending,
    submit: () => unlock.mutate(),
    fields: { password, keep, onPassword: setPassword, onKeep: setKeep },
  };
}

type Props = ReturnType<typeof useUnlocking>['fields'] & { autoFocus?: boolean };

export function UnlockFields({ password, keep, onPassword, onKeep, autoFocus = false }: Props) {
  const { t } = useTranslation('documents');
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <PasswordField
        autoFocus={autoFocus}
        label={t('filePassword')}
        autoComplete="off"
        value={password}
        onChange={event => onPassword(event.target.value)}
      />
      <FormControlLabel
        control={<Checkbox checked={keep} onChange={event => onKeep(event.target.checked)} />}
        label={t('keepPassword')}
      />
      <Box sx={{ typography: 'small', color: 'var(--muted)' }}>
        {t(keep ? 'keepPasswordHint' : 'usedOnceHint')}
      </Box>
    </Box>
  );
}
