import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../renderer/rpc/client.ts';
import { sendFiles } from '../../../renderer/rpc/files.ts';
import { FileChooser } from '../../../renderer/ui/file-chooser.tsx';
import { ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { TABLE_MAX_BYTES, type ImportResult } from '../contract.ts';

type Props = { chatbotId: string; onClose: () => void };
const outcomes = ['added', 'changed', 'same', 'refused'] as const;

/** A table of answers: chosen, looked at line by line, then taken over. */
export function ImportDialog({ chatbotId, onClose }: Props) {
  const { t } = useTranslation('frequentAnswers');
  const titleId = useId();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [file, setFile] = useState<File | null>(null);
  const tooLarge = file !== null && file.size > TABLE_MAX_BYTES;
  const preview = useMutation({
    mutationFn: (chosen: File) => sendFiles('/frequent-answers/import/preview', { chatbotId }, [chosen]),
  });
  const take = useMutation({
    mutationFn: (chosen: File) => sendFiles('/frequent-answers/import', { chatbotId }, [chosen]),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.frequentAnswers.key() });
      toasts.done(t('importing.done'));
      onClose();
    },
    onError: toasts.failed,
  });
  const choose = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setFile(chosen);
    preview.reset();
    if (chosen.size <= TABLE_MAX_BYTES) preview.mutate(chosen);
  };
  const result = preview.data;
  const changes = (result?.added ?? 0) + (result?.changed ?? 0);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{t('importing.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: 'var(--muted)' }}>{t('importing.hint')}</Box>
        <FileChooser
          label={t('importing.choose')}
          accept=".csv,text/csv"
          onChosen={([chosen]) => choose(chosen)}
          sx={{ justifySelf: 'start' }}
        />
        {tooLarge && <Box role="alert">{t('importing.tooLarge')}</Box>}
        {preview.isPending && <LoadingState rows={2} />}
        {preview.isError && <ErrorState error={preview.error} />}
        {result && <WhatWillHappen result={result} />}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('editor.cancel')}
        </Button>
        <Button
          variant="contained"
          disabled={file === null || changes === 0 || take.isPending}
          onClick={() => file !== null && take.mutate(file)}
        >
          {t('importing.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function WhatWillHappen({ result }: { result: ImportResult }) {
  const { t } = useTranslation('frequentAnswers');
  const refused = result.lines.filter(({ problem }) => problem !== null);
  return (
    <Box role="status">
      <Box sx={{ fontWeight: 620, mb: 0.5 }}>{t('importing.will')}</Box>
      {result.lines.length === 0 && t('importing.nothing')}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {outcomes
          .filter(outcome => result[outcome] > 0)
          .map(outcome => (
            <li key={outcome}>{t(`importing.${outcome}`, { count: result[outcome] })}</li>
          ))}
      </Box>
      {refused.length > 0 && (
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, maxHeight: 200, overflow: 'auto', typography: 'small' }}
        >
          {refused.map(({ line, question, problem }) => (
            <Box component="li" key={line} sx={{ overflowWrap: 'anywhere', color: 'var(--muted)' }}>
              {t(question === '' ? 'importing.lineEmpty' : 'importing.lineRefused', {
                line,
                question,
                problem: problem === null ? '' : t(`importing.problem_${problem}`),
              })}
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
