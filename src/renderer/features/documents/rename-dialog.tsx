import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TITLE_MAX_CHARACTERS, type Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Calls a document otherwise: what is shown, cited and searched. The file keeps its name. */
export function RenameDialog({ document, onClose }: { document: Document; onClose: () => void }) {
  const { t } = useTranslation(['documents', 'common']);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [title, setTitle] = useState(document.title);
  const { id, givenTitle } = document;
  const show = (saved: Document) => {
    queries.setQueryData(orpc.documents.get.queryKey({ input: { id } }), saved);
    void queries.invalidateQueries({ queryKey: orpc.documents.key() });
  };
  const undo = () => void client.documents.rename({ id, title: givenTitle }).then(show, toasts.failed);
  const rename = useMutation({
    mutationFn: (next: string | null) => client.documents.rename({ id, title: next }),
    onSuccess: saved => {
      show(saved);
      toasts.done(t('renamed', { name: saved.title }), { undo });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('renameTitle')}
      submit={t('rename')}
      error={rename.error}
      disabled={rename.isPending || title.trim() === '' || title.trim() === document.title}
      size="sm"
      onSubmit={() => rename.mutate(title.trim())}
      onClose={onClose}
      beside={
        givenTitle === null ? undefined : (
          <Button variant="text" disabled={rename.isPending} onClick={() => rename.mutate(null)}>
            {t('ownTitle')}
          </Button>
        )
      }
    >
      <Field
        autoFocus
        label={t('renameLabel')}
        hint={t('renameHint', { file: document.fileName })}
        value={title}
        onChange={event => setTitle(event.target.value)}
        slotProps={{ htmlInput: { maxLength: TITLE_MAX_CHARACTERS } }}
      />
    </FormDialog>
  );
}
