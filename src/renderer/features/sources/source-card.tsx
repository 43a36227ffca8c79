import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/sources.ts';
import { Card } from '../../ui/card.tsx';
import { coveringLink } from '../../ui/data-table.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { shareOf } from './live-look.tsx';
import { kindIcons, placeOf, tones, useConditionWords, useCountWords } from './source-words.ts';

/** One source in the list: what it is, how it is, what changed lately. */
export function SourceCard({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const words = useConditionWords();
  const { id, name, kind, condition, live } = source;
  const calm = condition === 'fresh';
  return (
    <Card
      component="article"
      sx={{
        position: 'relative',
        p: { xs: '14px 16px', md: '16px 20px' },
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr)',
        columnGap: 1.75,
        transition: 'box-shadow 150ms',
        '&:hover': { boxShadow: 'var(--shadow-2)' },
      }}
    >
      <Box
        sx={{
          width: 36,
          height: 36,
          borderRadius: '10px',
          display: 'grid',
          placeItems: 'center',
          background: 'var(--accent-soft)',
          color: 'var(--accent)',
        }}
      >
        <Icon name={kindIcons[kind]} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: 'wrap' }}>
          <Box component="h2" sx={{ typography: 'lead', m: 0, flex: '1 1 200px', minWidth: 0 }}>
            <LinkBox to="/sources/$id" params={{ id }} sx={coveringLink}>
              {name}
            </LinkBox>
          </Box>
          <StateChip tone={tones[condition]} dot={!calm}>
            {t(`condition_${condition}`)}
          </StateChip>
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
          {placeOf(source)}
        </Box>
        {live !== null && (
          <Box sx={{ mt: 1, maxWidth: 360 }}>
            <ProgressBar value={shareOf(live)} label={t('liveTitle')} />
          </Box>
        )}
        {!calm && live === null && (
          <Box sx={{ mt: 0.75, typography: 'small', color: toneOf(source) }}>{words(source).text}</Box>
        )}
        <Figures source={source} />
      </Box>
    </Card>
  );
}

const toneOf = ({ condition }: Source): string =>
  tones[condition] === 'quiet' || tones[condition] === 'info' ? 'var(--muted)' : `var(--${tones[condition]})`;

function Figures({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const now = useNow();
  const counted = useCountWords();
  const { documents, lastLookAt, week } = source;
  const changes = counted(week);
  const said = [
    t('documents', { count: documents, formatted: format.number(documents) }),
    lastLookAt === null ? t('neverLookedAt') : t('lookedAt', { ago: format.ago(lastLookAt, now) }),
    changes === null ? t('weekNothing') : t('week', { what: changes }),
  ];
  return <Box sx={{ mt: 0.75, color: 'var(--muted)', typography: 'small' }}>{said.join(' · ')}</Box>;
}
