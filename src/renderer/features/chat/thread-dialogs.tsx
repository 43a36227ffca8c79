import OutlinedInput from '@mui/material/OutlinedInput';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/contract/conversations.ts';
import { CONVERSATION_TITLE_MAX_LENGTH } from '#shared/contract/limits.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Thread = Pick<Conversation, 'id' | 'title'>;

export function RenameThread({ thread, onClose }: { thread: Thread; onClose: () => void }) {
  const { t } = useTranslation('chat');
  const queries = useQueryClient();
  const [title, setTitle] = useState(thread.title);
  const rename = useMutation({
    mutationFn: (wanted: string) => client.conversations.rename({ id: thread.id, title: wanted }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.conversations.key() });
      onClose();
    },
  });
  const wanted = title.trim();
  return (
    <FormDialog
      title={t('renameTitle')}
      submit={t('save')}
      error={rename.error}
      disabled={wanted === '' || rename.isPending}
      onSubmit={() => rename.mutate(wanted)}
      onClose={onClose}
    >
      <OutlinedInput
        autoFocus
        fullWidth
        value={title}
        onChange={event => setTitle(event.target.value)}
        inputProps={{ 'aria-label': t('titleLabel'), maxLength: CONVERSATION_TITLE_MAX_LENGTH }}
      />
    </FormDialog>
  );
}

type RemoveProps = { thread: Thread; title: string; onClose: () => void; onRemoved: () => void };

export function RemoveThread({ thread, title, onClose, onRemoved }: RemoveProps) {
  const { t } = useTranslation('chat');
  const queries = useQueryClient();
  const toasts = useToasts();
  const remove = useMutation({
    mutationFn: () => client.conversations.remove({ id: thread.id }),
    onSuccess: async () => {
      onClose();
      onRemoved();
      // Said once the list agrees: a line that is still there would contradict it.
      await queries.invalidateQueries({ queryKey: orpc.conversations.key() });
      toasts.done(t('removed'));
    },
    onError: toasts.failed,
  });
  return (
    <ConfirmDialog
      open
      destructive
      title={t('removeTitle', { title })}
      confirm={t('remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t('removeBody')}
    </ConfirmDialog>
  );
}
