import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { problemOf, retryAfterOf, useProblemWords } from '../rpc/errors.ts';
import { useFormat } from './format.ts';
import { useInSight } from './use-in-sight.ts';

/** What went wrong with what was just asked, beside it: what happened, what to do, and when to try again. */
export function ProblemNote({ error }: { error: unknown }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const { title, advice } = useProblemWords()(problemOf(error));
  const seconds = retryAfterOf(error);
  const note = useInSight<HTMLDivElement>(error);
  return (
    <Box
      ref={note}
      role="alert"
      sx={{ p: '9px 12px', borderRadius: 'var(--r-s)', background: 'var(--bad-soft)' }}
    >
      <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>{title}</Box>
      {seconds === null ? advice : t('retryIn', { time: format.duration(seconds * 1000) })}
    </Box>
  );
}
