import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TAG_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import type { Tag } from '#shared/contract/tags.ts';
import { client } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useTagsReadAgain } from './use-tags.ts';

export function AddTag({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useTranslation('tags');
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => client.tags.create({ clientId, name: name.trim() }),
    onSuccess: made => {
      toasts.done(t('created', { name: made.name }));
      onClose();
    },
    onSettled: readAgain,
  });
  return (
    <FormDialog
      title={t('addTitle')}
      submit={t('create')}
      error={create.error}
      disabled={create.isPending || !isName(name)}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Name value={name} onChange={setName} />
    </FormDialog>
  );
}

export function RenameTag({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation('tags');
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const [name, setName] = useState(tag.name);
  const rename = useMutation({
    mutationFn: () => client.tags.rename({ id: tag.id, name: name.trim() }),
    onSuccess: saved => {
      toasts.done(t('renamed', { name: saved.name }));
      onClose();
    },
    onSettled: readAgain,
  });
  return (
    <FormDialog
      title={t('renameTitle', { name: tag.name })}
      submit={t('rename')}
      error={rename.error}
      disabled={rename.isPending || !isName(name) || name.trim() === tag.name}
      onSubmit={() => rename.mutate()}
      onClose={onClose}
    >
      <Name value={name} onChange={setName} />
    </FormDialog>
  );
}

function Name({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const { t } = useTranslation('tags');
  return (
    <Field
      autoFocus
      label={t('name')}
      value={value}
      onChange={event => onChange(event.target.value)}
      slotProps={{ htmlInput: { maxLength: TAG_NAME_MAX_LENGTH } }}
    />
  );
}

const isName = (text: string) => /[\p{L}\p{N}]/u.test(text);

export function MergeTag({ tag, all, onClose }: { tag: Tag; all: readonly Tag[]; onClose: () => void }) {
  const { t } = useTranslation('tags');
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const [intoId, setIntoId] = useState('');
  const merge = useMutation({
    mutationFn: () => client.tags.merge({ id: tag.id, intoId }),
    onSuccess: into => {
      toasts.done(t('merged', { name: tag.name, into: into.name }));
      onClose();
    },
    onSettled: readAgain,
  });
  return (
    <FormDialog
      title={t('mergeTitle', { name: tag.name })}
      submit={t('mergeDo')}
      error={merge.error}
      disabled={merge.isPending || intoId === ''}
      onSubmit={() => merge.mutate()}
      onClose={onClose}
    >
      <Field
        select
        label={t('mergeInto')}
        hint={t('mergeText', { name: tag.name })}
        value={intoId}
        onChange={event => setIntoId(event.target.value)}
      >
        {all
          .filter(({ id }) => id !== tag.id)
          .map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
      </Field>
    </FormDialog>
  );
}

export function RemoveTag({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { t } = useTranslation('tags');
  const toasts = useToasts();
  const readAgain = useTagsReadAgain();
  const remove = useMutation({
    mutationFn: () => client.tags.remove({ id: tag.id }),
    onSuccess: () => {
      toasts.done(t('removed'));
      onClose();
    },
    onSettled: readAgain,
  });
  const bound = tag.chatbots.map(({ name }) => name).join(', ');
  return (
    <FormDialog
      title={t('removeTitle', { name: tag.name })}
      submit={t('remove')}
      destructive
      error={remove.error}
      disabled={remove.isPending || bound !== ''}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <Box sx={{ color: 'var(--muted)' }}>
        {bound === '' ? t('removeText') : t('removeBound', { names: bound })}
      </Box>
    </FormDialog>
  );
}
