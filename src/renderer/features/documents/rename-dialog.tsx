import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { TITLE_MAX_CHARACTERS, type Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Calls a document otherwise: what is shown, cited and searched. The file keeps its name. */
export function RenameDialog({ document, onClose }: { document: Document; onClose: () => void }) {
  const { t } = useTranslation(['documents', 'common']);
  const queries = useQueryClient();
  const toasts = useToasts();
  const titleId = useId();
  const [title, setTitle] = useState(document.title);
  const { id, givenTitle } = document;
  const rename = useMutation({
    mutationFn: (next: string | null) => client.documents.rename({ id, title: next }),
    onSuccess: saved => {
      queries.setQueryData(orpc.documents.get.queryKey({ input: { id } }), saved);
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
      toasts.done(t('renamed', { name: saved.title }), { undo: () => rename.mutate(givenTitle) });
      onClose();
    },
    onError: toasts.failed,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '') rename.mutate(title.trim());
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>{t('renameTitle')}</DialogTitle>
        <DialogContent>
          <Field
            autoFocus
            label={t('renameLabel')}
            hint={t('renameHint', { file: document.fileName })}
            value={title}
            onChange={event => setTitle(event.target.value)}
            slotProps={{ htmlInput: { maxLength: TITLE_MAX_CHARACTERS } }}
          />
        </DialogContent>
        <DialogActions sx={{ flexWrap: 'wrap', rowGap: 1 }}>
          {givenTitle !== null && (
            <Button
              variant="text"
              disabled={rename.isPending}
              onClick={() => rename.mutate(null)}
              sx={{ mr: 'auto' }}
            >
              {t('ownTitle')}
            </Button>
          )}
          <Button variant="text" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            disabled={rename.isPending || title.trim() === '' || title.trim() === document.title}
          >
            {t('rename')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
