import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { client } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { TagField } from './tag-field.tsx';
import { useTagsReadAgain } from './use-tags.ts';

type Props = { documents: readonly Document[]; onClose: () => void; onDone: () => void };

/** Tags for several documents at once: given by their names, and taken away where they were given by hand. */
export function GiveTags({ documents, onClose, onDone }: Props) {
  const { t } = useTranslation(['tags', 'common']);
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const given = byHandIn(documents);
  const save = useMutation({
    mutationFn: () => client.tags.give({ ids: documents.map(({ id }) => id), add, remove }),
    onSuccess: ({ changed }) => {
      toasts.done(t('changed', { count: changed }));
      onDone();
      onClose();
    },
    onSettled: readAgain,
  });
  const [first] = documents;
  return (
    <FormDialog
      title={t('giveTitle', { count: documents.length })}
      submit={t('common:save')}
      error={save.error}
      disabled={save.isPending || add.length + remove.length === 0}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TagField
        autoFocus
        clientId={first?.clientId ?? ''}
        label={t('giveAdd')}
        hint={t('giveAddHint')}
        names={add}
        onChange={setAdd}
      />
      {given.length > 0 && (
        <Box component="fieldset" sx={{ border: 0, m: 0, mt: 2, p: 0, minWidth: 0 }}>
          <Box component="legend" sx={{ fontWeight: 570, p: 0 }}>
            {t('giveTake')}
          </Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('giveTakeHint')}</Box>
          {given.map(({ id, name }) => (
            <FormControlLabel
              key={id}
              sx={{ display: 'flex', ml: '-9px', mr: 0 }}
              control={
                <Checkbox
                  checked={remove.includes(id)}
                  onChange={(_, checked) =>
                    setRemove(checked ? [...remove, id] : remove.filter(one => one !== id))
                  }
                />
              }
              label={name}
            />
          ))}
        </Box>
      )}
    </FormDialog>
  );
}

/** Tags that people gave at least one of them, by name. */
function byHandIn(documents: readonly Document[]): { id: string; name: string }[] {
  const found = new Map(
    documents.flatMap(({ tags }) => tags.filter(({ byHand }) => byHand).map(tag => [tag.id, tag] as const)),
  );
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}
