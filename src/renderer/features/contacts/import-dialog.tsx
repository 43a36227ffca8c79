import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_FILE_MAX_BYTES } from '#shared/contract/limits.ts';
import { orpc } from '../../rpc/client.ts';
import { sendFiles } from '../../rpc/files.ts';
import { FileChooser } from '../../ui/file-chooser.tsx';
import { useFormat } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { ImportPreview } from './import-preview.tsx';

/** A file of contacts: chosen, looked at line by line, then taken over. */
export function ImportDialog({ clientId, onClose }: { clientId: string; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const titleId = useId();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [file, setFile] = useState<File | null>(null);
  const tooLarge = file !== null && file.size > CONTACT_FILE_MAX_BYTES;
  const preview = useMutation({
    mutationFn: (chosen: File) => sendFiles('/contacts/import/preview', { clientId }, [chosen]),
  });
  const take = useMutation({
    mutationFn: (chosen: File) => sendFiles('/contacts/import', { clientId }, [chosen]),
    async onSuccess({ added, changed }) {
      await queries.invalidateQueries({ queryKey: orpc.contacts.key() });
      const count = added + changed;
      toasts.done(t('contacts:importing.done', { count, formatted: format.number(count) }));
      onClose();
    },
  });
  const choose = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setFile(chosen);
    preview.reset();
    take.reset();
    if (chosen.size <= CONTACT_FILE_MAX_BYTES) preview.mutate(chosen);
  };
  const result = preview.data;
  const changes = (result?.added ?? 0) + (result?.changed ?? 0);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{t('contacts:importing.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('contacts:importing.hint')}</Box>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
          <FileChooser
            label={t('contacts:importing.choose')}
            accept=".csv,.tsv,.txt,.vcf,.vcard,text/csv,text/vcard"
            onChosen={([chosen]) => choose(chosen)}
          />
          {file && (
            <Box sx={{ overflowWrap: 'anywhere' }}>{t('contacts:importing.chosen', { name: file.name })}</Box>
          )}
        </Box>
        {tooLarge && <Box role="alert">{t('contacts:importing.tooLarge')}</Box>}
        {preview.isPending && <LoadingState rows={2} />}
        {preview.isError && <ProblemNote error={preview.error} />}
        {result && <ImportPreview result={result} />}
        {take.isError && <ProblemNote error={take.error} />}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button
          variant="contained"
          disabled={file === null || tooLarge || changes === 0 || take.isPending}
          onClick={() => file !== null && take.mutate(file)}
        >
          {t('contacts:importing.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
