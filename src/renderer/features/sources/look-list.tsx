import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { SourceLook } from '#shared/contract/sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { usePages } from '../../state/pages.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { lineStyle } from './line-style.ts';
import { useCountWords } from './source-words.ts';

const LINES_AT_ONCE = 30;

/** When a source was looked at, how long it took, what was found. */
export function LookList({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('sources');
  const input = { id: sourceId };
  const query = usePages({
    key: orpc.sources.looks.key({ type: 'infinite', input }),
    atOnce: LINES_AT_ONCE,
    ask: page => client.sources.looks({ ...input, ...page }),
  });
  return (
    <PagedList
      query={query}
      rows={4}
      empty={
        <EmptyState icon="history" title={t('looksEmpty')}>
          {t('looksEmptyText')}
        </EmptyState>
      }
    >
      {looks => (
        <Card component="ul" aria-label={t('looks')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {looks.map(look => (
            <Line key={look.id} look={look} />
          ))}
        </Card>
      )}
    </PagedList>
  );
}

const tones = {
  done: 'ok',
  dry: 'quiet',
  failed: 'bad',
  cancelled: 'quiet',
  open: 'info',
} as const satisfies Record<string, Tone>;

function Line({ look }: { look: SourceLook }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const counted = useCountWords();
  const words = useProblemWords();
  const { outcome, dry, counts, failure, startedAt, durationMs } = look;
  const ended = outcome === 'done' && dry ? 'dry' : (outcome ?? 'open');
  const said = [
    failure === null ? counted(counts) : words(failure).title,
    outcome === null ? null : t('took', { time: format.duration(durationMs) }),
  ];
  return (
    <Box component="li" sx={lineStyle}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <time dateTime={startedAt}>{format.dateTime(startedAt)}</time>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{said.filter(Boolean).join(' · ')}</Box>
      </Box>
      <StateChip tone={tones[ended]}>{t(`outcome_${ended}`)}</StateChip>
    </Box>
  );
}
