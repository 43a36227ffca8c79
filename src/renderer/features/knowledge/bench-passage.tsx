import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import type { Look } from './bench-column.tsx';

type Passage = Look['passages'][number];
type Props = {
  passage: Passage;
  rank: number;
  /** A model has put the passages in order once more. */
  isReordered: boolean;
};

/** A passage, and why it stands where it does. */
export function BenchPassage({ passage, rank, isReordered }: Props) {
  const { t } = useTranslation('knowledge');
  const { documentId, title, page, pageEnd, heading, text, start, end, relevant, byMeaning } = passage;
  return (
    <LinkBox
      to="/documents/$id"
      params={{ id: documentId }}
      search={{ start, end }}
      sx={{
        display: 'block',
        textDecoration: 'none',
        color: 'inherit',
        p: '12px 14px',
        border: '1px solid var(--line)',
        borderRadius: 'var(--r-m)',
        background: 'var(--surface)',
        boxShadow: 'var(--shadow-1)',
        '&:hover': { borderColor: 'var(--accent)' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
        <Box component="span" sx={{ color: 'var(--accent)', fontWeight: 650, typography: 'small' }}>
          {rank}
        </Box>
        <Box component="span" sx={{ fontWeight: 600, flex: 1, minWidth: 0, ...ONE_LINE }}>
          {title}
        </Box>
        {page !== null && (
          <Box component="span" sx={{ color: 'var(--muted)', typography: 'small', whiteSpace: 'nowrap' }}>
            {pageEnd === null || pageEnd === page ? t('page', { page }) : t('pageRange', { page, pageEnd })}
          </Box>
        )}
      </Box>
      {heading !== null && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{heading}</Box>}
      <Box
        sx={{
          mt: 0.75,
          typography: 'small',
          lineHeight: 1.5,
          display: '-webkit-box',
          WebkitLineClamp: 4,
          WebkitBoxOrient: 'vertical',
          overflow: 'hidden',
          overflowWrap: 'anywhere',
        }}
      >
        {text}
      </Box>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5, mt: 1 }}
      >
        <Relevance relevance={passage.relevance} />
        {!relevant && <StateChip tone="quiet">{t('notUsed')}</StateChip>}
        {relevant && byMeaning && <StateChip tone="info">{t('usedByMeaning')}</StateChip>}
      </Box>
      <Why passage={passage} isReordered={isReordered} />
    </LinkBox>
  );
}

function Relevance({ relevance }: { relevance: number }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  return (
    <Tooltip title={t('relevanceHint')}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          color: 'var(--muted)',
          typography: 'small',
          width: 'fit-content',
        }}
      >
        <Box
          aria-hidden="true"
          sx={{ width: 72, height: 4, borderRadius: 9, background: 'var(--surface-2)', overflow: 'hidden' }}
        >
          <Box
            sx={{ height: '100%', background: 'var(--accent)' }}
            style={{ width: `${Math.round(relevance * 100)}%` }}
          />
        </Box>
        {t('relevance', { value: format.percent(relevance) })}
      </Box>
    </Tooltip>
  );
}

/** Its places in the two searches, and the words of the question that it holds. */
function Why({ passage: { ranks, words, score }, isReordered }: Omit<Props, 'rank'>) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const places = [
    ...(ranks.words === null ? [] : [t('rankWords', { rank: ranks.words })]),
    ...(ranks.meaning === null ? [] : [t('rankMeaning', { rank: ranks.meaning })]),
    ...(isReordered ? [t('rankTogether', { rank: ranks.together })] : []),
    t('score', { value: format.number(Math.round(score * 1_000) / 1_000) }),
  ];
  const held = words.map(({ word, instead }) =>
    instead === null ? word : t('holdsInstead', { word: instead, typed: word }),
  );
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.5, overflowWrap: 'anywhere' }}>
      <Box>{places.join(' · ')}</Box>
      <Box>{held.length === 0 ? t('holdsNone') : t('holdsWords', { words: held.join(', ') })}</Box>
    </Box>
  );
}
