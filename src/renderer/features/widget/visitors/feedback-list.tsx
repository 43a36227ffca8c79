import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { MessageFeedback } from '#shared/contract/widgets.ts';
import { usePages } from '../../../state/pages.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { useFormat } from '../../../ui/format.ts';
import { PagedList } from '../../../ui/paged-list.tsx';
import { StateChip } from '../../../ui/state-chip.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { LineCard } from '../../../ui/line-card.tsx';
import type { VisitedBot } from './visitor-lists.tsx';
import { OpenConversation } from './open-conversation.tsx';

const OPINIONS_AT_ONCE = 30;
const ANSWER_LINES = 4; // enough to recognise it; the whole is in the conversation

/** What visitors thought of answers, latest first. */
export function FeedbackList({ bot }: { bot: VisitedBot }) {
  const { t } = useTranslation('visitors');
  const input = {
    id: bot.id,
  };
  const query = usePages({
    key: orpc.widgets.feedback.key({ type: 'infinite', input }),
    atOnce: OPINIONS_AT_ONCE,
    ask: page => client.widgets.feedback({ ...input, ...page }),
  });
  return (
    <PagedList
      query={query}
      rows={4}
      empty={
        <EmptyState icon="message" title={t('feedbackEmpty')}>
          {t('feedbackEmptyAdvice')}
        </EmptyState>
      }
    >
      {opinions => (
        <LineCard label={t('list_feedback')}>
          {opinions.map(opinion => (
            <li key={opinion.messageId}>
              <OpinionLine bot={bot} opinion={opinion} />
            </li>
          ))}
        </LineCard>
      )}
    </PagedList>
  );
}

function OpinionLine({ bot, opinion }: { bot: VisitedBot; opinion: MessageFeedback }) {
  const { t } = useTranslation('visitors');
  const format = useFormat();
  const now = useNow();
  const { rating, comment, question, answer, conversationId, createdAt } = opinion;
  return (
    <Box sx={{ p: '12px 14px 10px 16px', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <StateChip tone={rating === 'up' ? 'ok' : 'bad'}>{t(`rating_${rating}`)}</StateChip>
        <Box component="span" sx={{ ml: 'auto', color: 'var(--faint)', typography: 'small', flex: 'none' }}>
          {format.ago(createdAt, now)}
        </Box>
      </Box>
      {comment !== null && comment !== '' && (
        <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{comment}</Box>
      )}
      <Box sx={{ fontWeight: 560, overflowWrap: 'anywhere' }}>{question ?? t('noQuestion')}</Box>
      <Box
        sx={{
          color: 'var(--muted)',
          typography: 'small',
          overflowWrap: 'anywhere',
          overflow: 'hidden',
          display: '-webkit-box',
          WebkitLineClamp: ANSWER_LINES,
          WebkitBoxOrient: 'vertical',
        }}
      >
        {answer}
      </Box>
      <div>
        <OpenConversation id={conversationId} chatbotId={bot.id} />
      </div>
    </Box>
  );
}
