import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/sources.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { LiveLookView } from './live-look.tsx';
import { useScheduleWords } from './schedule-words.ts';
import { tones, useConditionWords, useCountWords } from './source-words.ts';
import { useSourceDeeds } from './use-source-deeds.ts';

/** How a source is, and what to do about it; a look that is under way, as it goes. */
export function SourceStanding({ source, mayChange }: { source: Source; mayChange: boolean }) {
  const { t } = useTranslation('sources');
  const { run } = useSourceDeeds(source.id);
  const { title, text } = useConditionWords()(source);
  const { condition, live } = source;
  return (
    <Card component="section" aria-label={t('stateFilter')} sx={{ p: { xs: 2, md: '16px 20px' } }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 260px', minWidth: 0 }} role="status">
          <StateChip tone={tones[condition]} dot>
            {t(`condition_${condition}`)}
          </StateChip>
          <Box sx={{ mt: 1 }}>
            {condition === 'failing' && <Box sx={{ fontWeight: 600 }}>{title}</Box>}
            {text}
          </Box>
        </Box>
        {condition === 'looking' && mayChange && (
          <Button
            size="small"
            disabled={run.isPending}
            onClick={() => run.mutate('cancel')}
            startIcon={<Icon name="stop" size={16} />}
          >
            {t('cancel')}
          </Button>
        )}
      </Box>
      {live !== null && <LiveLookView live={live} />}
      <Facts source={source} />
    </Card>
  );
}

function Facts({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const now = useNow();
  const counted = useCountWords();
  const scheduled = useScheduleWords();
  const { documents, lastLookAt, nextLookAt, schedule, skipped, failed, week, paused } = source;
  const changes = counted(week);
  const lines = [
    [
      t('documents', { count: documents, formatted: format.number(documents) }),
      counted({ skipped, failed }),
      changes === null ? t('weekNothing') : t('week', { what: changes }),
    ],
    [
      lastLookAt === null ? t('neverLookedAt') : t('lookedAt', { ago: format.ago(lastLookAt, now) }),
      scheduled(schedule),
      nextLookAt === null || paused ? null : t('nextLook', { at: format.dateTime(nextLookAt) }),
    ],
  ];
  return (
    <Box
      sx={{
        mt: 1.5,
        pt: 1.25,
        borderTop: '1px solid var(--line)',
        color: 'var(--muted)',
        typography: 'small',
      }}
    >
      {lines.map((line, index) => (
        <Box key={index}>{line.filter(Boolean).join(' · ')}</Box>
      ))}
    </Box>
  );
}
