import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { ModelPace } from '#shared/contract/models.ts';
import { readWithin } from '#shared/lib/reading-pace.ts';
import { useFormat } from '../../ui/format.ts';

/** What a model reads in the time it has, in words and passages; nothing when that was not measured. */
export function Reading({ pace, seconds }: { pace: ModelPace; seconds: number }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  if (pace.readTokensPerSecond === null) return null;
  const { words, passages } = readWithin(pace.readTokensPerSecond, seconds);
  const reads = t('reads', {
    words: format.number(words),
    time: format.duration(seconds * 1_000),
    passages: t('readsPassages', { count: passages }),
  });
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', fontVariantNumeric: 'tabular-nums' }}>{reads}</Box>
  );
}
