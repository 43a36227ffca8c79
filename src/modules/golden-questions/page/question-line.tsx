import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { StateChip, type Tone } from '../../../renderer/ui/state-chip.tsx';
import type { GoldenQuestion } from '../contract.ts';

const tones = { held: 'ok', reading: 'info', lost: 'bad', none: 'quiet' } as const satisfies Record<
  string,
  Tone
>;

type Props = { question: GoldenQuestion; actions: ReactNode };

/** A question with the words that answer it. */
export function QuestionLine({ question: { question, anchor }, actions }: Props) {
  const { t } = useTranslation('goldenQuestions');
  const state = anchor?.state ?? 'none';
  return (
    <Box component="li" sx={{ p: '12px 16px' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', columnGap: 1.5, rowGap: 0.5 }}>
        <Box sx={{ flex: '1 1 300px', minWidth: 0 }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{question}</Box>
          {anchor === null ? (
            <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('noAnswer')}</Box>
          ) : (
            <QuotedWords title={anchor.title} quote={anchor.quote} />
          )}
          {anchor?.why != null && (
            <Box sx={{ color: 'var(--bad)', typography: 'small', mt: 0.5 }}>
              {t(`questions.why_${anchor.why}`)}
            </Box>
          )}
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.5 }}>
          <StateChip tone={tones[state]}>{t(`questions.state_${state}`)}</StateChip>
          {anchor?.state === 'held' && anchor.documentId !== null && (
            <LinkButton
              size="small"
              variant="text"
              to="/documents/$id"
              params={{ id: anchor.documentId }}
              search={{ start: anchor.start, end: anchor.end }}
            >
              {t('document')}
            </LinkButton>
          )}
          {actions}
        </Box>
      </Box>
    </Box>
  );
}

/** Words of a document, at most three lines of them, under its title. */
export function QuotedWords({ title, quote }: { title: string; quote: string }) {
  return (
    <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
      <Box sx={{ overflowWrap: 'anywhere' }}>{title}</Box>
      <Box
        component="blockquote"
        sx={{
          m: 0,
          mt: 0.25,
          pl: 1,
          borderLeft: '2px solid var(--line)',
          overflowWrap: 'anywhere',
          display: '-webkit-box',
          WebkitLineClamp: 3,
          WebkitBoxOrient: 'vertical',
          overflow: 'hidden',
        }}
      >
        {quote}
      </Box>
    </Box>
  );
}
