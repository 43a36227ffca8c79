import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { ModelPurpose } from '#shared/contract/model-kinds.ts';
import type { ModelPace } from '#shared/contract/models.ts';
import { rankedWithin, readWithin } from '#shared/lib/reading-pace.ts';
import { useFormat } from '../../ui/format.ts';
import { EmbeddingTime } from './embedding-time.tsx';

type Props = {
  pace: ModelPace;
  purpose: ModelPurpose;
  seconds: number;
  /** Of a model that is configured: what it has done is not foretold. */
  name?: string;
};

/** What a model reads in the time it has, or how long it takes for all passages; nothing when that was not measured. */
export function Reading({ pace, purpose, seconds, name }: Props) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const speed = pace.readTokensPerSecond;
  if (speed === null) return null;
  const time = format.duration(seconds * 1_000);
  const reads = (): string => {
    if (purpose === 'reranking') {
      const count = rankedWithin(speed, seconds);
      return count < 2 ? t('rerankingSlow', { time }) : t('rerankingReads', { time, count });
    }
    const { words, passages } = readWithin(speed, seconds);
    return t('reads', {
      words: format.number(words),
      time,
      passages: t('readsPassages', { count: passages }),
    });
  };
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', fontVariantNumeric: 'tabular-nums' }}>
      {purpose === 'embedding' ? <EmbeddingTime tokensPerSecond={speed} name={name ?? null} /> : reads()}
    </Box>
  );
}
