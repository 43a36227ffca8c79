import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { LiveLook } from '#shared/contract/sources.ts';
import { useFormat } from '../../ui/format.ts';
import { ONE_LINE } from '../../ui/one-line.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useCountWords } from './source-words.ts';

const SECOND_MS = 1_000;

/** How far a look is, 0 to 1; null while what is left is not known. */
export function shareOf({ counts, queued }: LiveLook): number | null {
  const seen = counts.new + counts.changed + counts.unchanged + counts.skipped + counts.failed;
  return queued === 0 ? null : seen / (seen + queued);
}

/** A look that is under way: what it found, what is left, how fast it goes. */
export function LiveLookView({ live }: { live: LiveLook }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const counted = useCountWords();
  const { dry, counts, queued, key, waitMs, perMinute, secondsLeft } = live;
  const said = [
    counted(counts),
    queued > 0 && t('liveQueue', { count: queued, formatted: format.number(queued) }),
    perMinute !== null && t('livePace', { formatted: format.number(Math.round(perMinute)) }),
    secondsLeft !== null && t('liveLeft', { time: format.duration(secondsLeft * SECOND_MS) }),
    waitMs !== null && waitMs > SECOND_MS && t('liveWait', { time: format.duration(waitMs) }),
  ];
  return (
    <Box sx={{ display: 'grid', gap: 1, mt: 1.5 }}>
      <ProgressBar value={shareOf(live)} label={t('liveTitle')} />
      <Box sx={{ typography: 'small' }}>
        {dry && <Box sx={{ fontWeight: 570 }}>{t('liveDry')}</Box>}
        <Box sx={{ color: 'var(--muted)' }}>{said.filter(Boolean).join(' · ')}</Box>
        {key !== null && (
          <Box sx={{ color: 'var(--muted)', ...ONE_LINE }} title={key}>
            {t('liveAt', { key })}
          </Box>
        )}
      </Box>
    </Box>
  );
}
