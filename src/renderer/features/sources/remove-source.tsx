import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { isNotBeingRemoved, removingKey } from '../../rpc/removing.ts';
import { useOnward } from '../../state/onward.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Asks what becomes of its documents, before it goes. */
export function RemoveSource({ source: { id, name }, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation('sources');
  const queries = useQueryClient();
  const toasts = useToasts();
  const onward = useOnward();
  const labelId = useId();
  const [documents, setDocuments] = useState<'keep' | 'remove'>('keep');
  const removal = useMutation({
    mutationKey: removingKey(id),
    mutationFn: () => client.sources.remove({ id, documents }),
    // Waited for: until its page is left, nothing of it is read again.
    async onSuccess() {
      await onward({ to: '/sources' });
      toasts.done(t('removed'));
      await queries.invalidateQueries({
        queryKey: orpc.sources.key(),
        predicate: isNotBeingRemoved(queries),
      });
    },
  });
  return (
    <FormDialog
      title={t('removeTitle', { name })}
      submit={t('removeConfirm')}
      destructive
      error={removal.error}
      disabled={removal.isPending}
      onSubmit={() => removal.mutate()}
      onClose={onClose}
    >
      <Box id={labelId} sx={{ color: 'var(--muted)', mb: 1 }}>
        {t('removeText')}
      </Box>
      <RadioGroup
        aria-labelledby={labelId}
        value={documents}
        onChange={(_, value) => setDocuments(value === 'remove' ? 'remove' : 'keep')}
      >
        <FormControlLabel value="keep" control={<Radio />} label={t('removeKeep')} />
        <FormControlLabel value="remove" control={<Radio />} label={t('removeAll')} />
      </RadioGroup>
    </FormDialog>
  );
}
