import Box from '@mui/material/Box';
import { useProblemWords, type ProblemCode } from '../rpc/errors.ts';

/** What went wrong with a form, above its fields. */
export function ProblemBox({ code }: { code: ProblemCode }) {
  const { title, advice } = useProblemWords()(code);
  return (
    <Box role="alert" sx={{ p: '9px 12px', borderRadius: '10px', background: 'var(--bad-soft)' }}>
      <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>{title}</Box>
      {advice}
    </Box>
  );
}
