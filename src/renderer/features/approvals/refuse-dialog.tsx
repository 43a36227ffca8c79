import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Artifact } from '#shared/contract/artifacts.ts';
import { REFUSAL_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useArtifacts } from './use-artifacts.ts';

/** Refusing, with a word for whoever proposed it. */
export function RefuseDialog({ artifact, onClose }: { artifact: Artifact; onClose: () => void }) {
  const { t } = useTranslation('approvals');
  const { reject } = useArtifacts();
  const [note, setNote] = useState('');
  const { id, title } = artifact;
  return (
    <FormDialog
      title={t('refuseTitle', { title })}
      submit={t('refuse')}
      destructive
      disabled={reject.isPending || note.trim() === ''}
      onSubmit={() => reject.mutate({ id, note }, { onSuccess: onClose })}
      onClose={onClose}
      size="sm"
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('refuseText')}</Box>
        <Field
          autoFocus
          required
          label={t('refuseWord')}
          value={note}
          onChange={event => setNote(event.target.value)}
          slotProps={{ htmlInput: { maxLength: REFUSAL_MAX_LENGTH } }}
        />
      </Box>
    </FormDialog>
  );
}
