import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { ModelPace } from '#shared/contract/model-findings.ts';
import { peopleServed } from '#shared/lib/people-served.ts';
import { useFormat } from '../../ui/format.ts';

/** How many people a model serves, by its speed; nothing when that was not measured. */
export function Served({ pace, seconds }: { pace: ModelPace; seconds: number }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const served = peopleServed(pace, seconds);
  if (served === null) return null;
  const { people, atOnce, lastWaitsSeconds } = served;
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
      {t('serves', { count: people })}{' '}
      {t('servesAtOnce', { atOnce, time: format.duration(lastWaitsSeconds * 1_000) })}
    </Box>
  );
}
