import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../renderer/rpc/client.ts';
import { LineCard } from '../../../renderer/ui/line-card.tsx';
import { useFormat } from '../../../renderer/ui/format.ts';
import { StateChip, type Tone } from '../../../renderer/ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { QuotedWords } from './question-line.tsx';
import type { PartProps } from './status.ts';

const tones = { helpful: 'ok', unanswered: 'warn', answered: 'quiet' } as const satisfies Record<
  string,
  Tone
>;

/** What people asked, to be made test questions. */
export function Candidates({ chatbotId, onEdit }: PartProps) {
  const { t } = useTranslation('goldenQuestions');
  const format = useFormat();
  const query = useQuery(orpc.goldenQuestions.candidates.queryOptions({ input: { chatbotId } }));
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={4} />;
  if (query.data.length === 0)
    return (
      <EmptyState icon="inbox" title={t('conversations.empty')}>
        {t('conversations.emptyAdvice')}
      </EmptyState>
    );
  return (
    <>
      <Box sx={{ color: 'var(--muted)', mb: 1.5 }}>{t('conversations.hint')}</Box>
      <LineCard>
        {query.data.map(({ question, askedAt, kind, source }) => (
          <Box
            component="li"
            key={`${askedAt} ${question}`}
            sx={{
              p: '12px 16px',
              display: 'flex',
              flexWrap: 'wrap',
              alignItems: 'flex-start',
              columnGap: 1.5,
              rowGap: 0.5,
            }}
          >
            <Box sx={{ flex: '1 1 300px', minWidth: 0 }}>
              <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{question}</Box>
              {source === null ? (
                <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('noAnswer')}</Box>
              ) : (
                <QuotedWords title={source.title} quote={source.quote} />
              )}
            </Box>
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <Box component="span" sx={{ color: 'var(--muted)', typography: 'small' }}>
                {format.ago(askedAt)}
              </Box>
              <StateChip tone={tones[kind]}>{t(`conversations.kind_${kind}`)}</StateChip>
              <Button
                size="small"
                onClick={() =>
                  onEdit({
                    id: null,
                    question,
                    anchor: source,
                    origin: kind === 'helpful' ? 'feedback' : 'conversation',
                  })
                }
              >
                {t('conversations.take')}
              </Button>
            </Box>
          </Box>
        ))}
      </LineCard>
    </>
  );
}
