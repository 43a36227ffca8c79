import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Artifact } from '#shared/contract/artifacts.ts';
import { MAIL_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Props = { artifact: Artifact; onEdited: (hash: string) => void; onClose: () => void };

/** Changing what may be edited: a new version. What was typed stays when it is refused. */
export function EditDialog({ artifact, onEdited, onClose }: Props) {
  const { t } = useTranslation('approvals');
  const queries = useQueryClient();
  const toasts = useToasts();
  const { id, title } = artifact;
  // Of what was opened: a change by somebody else meanwhile is refused, not written over.
  const [{ hash, lines }] = useState(artifact);
  const editable = lines.flatMap(({ field, ...line }) => (field === null ? [] : [{ ...line, field }]));
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const edit = useMutation(
    orpc.artifacts.edit.mutationOptions({
      onSuccess: edited => {
        onEdited(edited.hash);
        toasts.done(t('edited'), { text: edited.title });
        onClose();
      },
      onSettled: () => void queries.invalidateQueries({ queryKey: orpc.artifacts.key() }),
    }),
  );
  const changed = Object.fromEntries(
    editable.flatMap(({ field, value }) => {
      const next = typed[field];
      return next === undefined || next === value ? [] : [[field, next]];
    }),
  );
  return (
    <FormDialog
      title={t('editTitle', { title })}
      submit={t('edit')}
      error={edit.error}
      disabled={edit.isPending || Object.keys(changed).length === 0}
      onSubmit={() => edit.mutate({ id, hash, content: changed })}
      onClose={onClose}
      size="sm"
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('editHint')}</Box>
        {editable.map(({ field, label, value, long }) => (
          <Field
            key={field}
            label={label}
            multiline={long}
            {...(long ? { minRows: 5, maxRows: 14 } : {})}
            value={typed[field] ?? value}
            onChange={event => setTyped(before => ({ ...before, [field]: event.target.value }))}
            slotProps={{ htmlInput: { maxLength: MAIL_TEXT_MAX_LENGTH } }}
          />
        ))}
      </Box>
    </FormDialog>
  );
}
