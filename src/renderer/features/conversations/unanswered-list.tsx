import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editors } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ListLine } from './list-line.tsx';
import { ProposeDialog } from './propose-answer.tsx';
import { useDismissingQuestions } from './use-dismissing-questions.ts';

const QUESTIONS_AT_ONCE = 50;

/** Questions the documents do not answer yet, each with the two things that help: adding a document, asking again. */
export function UnansweredList({ activeId }: { activeId: string | null }) {
  const { t } = useTranslation('conversations');
  const { t: propose } = useTranslation('articles');
  const { clientId } = useCurrentClient();
  const { bot } = useSearch({ from: '/inside/conversations' });
  const mayAdd = useRights().may(...editors);
  const format = useFormat();
  const now = useNow();
  const dismissing = useDismissingQuestions();
  const [answered, answer] = useState<string | null>(null);
  const input = {
    ...(clientId === undefined ? {} : { clientId }),
    ...(bot === undefined ? {} : { chatbotId: bot }),
  };
  const query = usePages({
    key: orpc.conversations.unanswered.key({ type: 'infinite', input }),
    atOnce: QUESTIONS_AT_ONCE,
    ask: page => client.conversations.unanswered({ ...input, ...page }),
  });
  return (
    <PagedList
      query={query}
      rows={5}
      empty={
        <EmptyState icon="check" title={t('unansweredEmpty')}>
          {t('unansweredEmptyAdvice')}
        </EmptyState>
      }
    >
      {questions => (
        <>
          <Box sx={{ color: 'var(--muted)', typography: 'small', p: '0 12px 8px' }}>
            {t('unansweredHint')}
          </Box>
          <Box component="ul" aria-label={t('unansweredTitle')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {questions.map(
              ({ messageId, conversationId, chatbotId, chatbotName, question, ownTest, createdAt }) => (
                <Box component="li" key={messageId} sx={{ pb: 0.75 }}>
                  <ListLine
                    conversationId={conversationId}
                    active={conversationId === activeId}
                    title={question}
                    when={format.ago(createdAt, now)}
                  >
                    <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
                      {[chatbotName, ...(ownTest ? [t('ownTest')] : [])].join(' · ')}
                    </Box>
                  </ListLine>
                  <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, px: 1.5, pt: 0.25 }}>
                    <Button
                      size="small"
                      aria-label={propose('proposing.answerQuestion', { question })}
                      startIcon={<Icon name="edit" size={15} />}
                      onClick={() => answer(messageId)}
                    >
                      {propose('proposing.answer')}
                    </Button>
                    {mayAdd && (
                      <LinkButton
                        size="small"
                        variant="text"
                        to="/knowledge"
                        search={{ bot: chatbotId }}
                        startIcon={<Icon name="plus" size={15} />}
                      >
                        {t('addDocument')}
                      </LinkButton>
                    )}
                    <LinkButton
                      size="small"
                      variant="text"
                      to="/chat"
                      search={{ bot: chatbotId, ask: question }}
                      startIcon={<Icon name="refresh" size={15} />}
                    >
                      {t('askAgain')}
                    </LinkButton>
                    <Button
                      size="small"
                      variant="text"
                      aria-label={t('dismissQuestion', { question })}
                      startIcon={<Icon name="close" size={15} />}
                      onClick={() => dismissing.mutate({ messageIds: [messageId], dismissed: true })}
                    >
                      {t('dismiss')}
                    </Button>
                  </Box>
                </Box>
              ),
            )}
          </Box>
          {answered !== null && <ProposeDialog messageId={answered} onClose={() => answer(null)} />}
        </>
      )}
    </PagedList>
  );
}
