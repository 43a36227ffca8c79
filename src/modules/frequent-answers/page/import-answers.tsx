import Box from '@mui/material/Box';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../renderer/rpc/client.ts';
import { sendFiles } from '../../../renderer/rpc/files.ts';
import { ImportDialog } from '../../../renderer/ui/import-dialog.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { TABLE_MAX_BYTES, type ImportResult } from '../contract.ts';

const outcomes = ['added', 'changed', 'same', 'refused'] as const;

/** A table of answers, as this page exports it or a spreadsheet writes it. */
export function ImportAnswers({ chatbotId, onClose }: { chatbotId: string; onClose: () => void }) {
  const { t } = useTranslation('frequentAnswers');
  const queries = useQueryClient();
  const toasts = useToasts();
  return (
    <ImportDialog
      title={t('importing.title')}
      hint={t('importing.hint')}
      choose={t('importing.choose')}
      accept=".csv,text/csv"
      maxBytes={TABLE_MAX_BYTES}
      tooLarge={t('importing.tooLarge')}
      confirm={t('importing.confirm')}
      look={file => sendFiles('/frequent-answers/import/preview', { chatbotId }, [file])}
      take={file => sendFiles('/frequent-answers/import', { chatbotId }, [file])}
      onTaken={async () => {
        await queries.invalidateQueries({ queryKey: orpc.frequentAnswers.key() });
        toasts.done(t('importing.done'));
        onClose();
      }}
      onClose={onClose}
    >
      {result => <WhatWillHappen result={result} />}
    </ImportDialog>
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
