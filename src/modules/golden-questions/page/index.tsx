import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { orpc } from '../../../renderer/rpc/client.ts';
import { shownLanguage } from '../../../renderer/state/i18n.ts';
import { Field } from '../../../renderer/ui/field.tsx';
import { Icon } from '../../../renderer/ui/icon.tsx';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { Page } from '../../../renderer/ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { TabList, tabPanel } from '../../../renderer/ui/tab-list.tsx';
import { goldenQuestions } from '../module.ts';
import { Candidates } from './candidates.tsx';
import { Proposed } from './proposed.tsx';
import { QuestionEditor, type Draft } from './question-editor.tsx';
import { QuestionList } from './question-list.tsx';
import { Results } from './results.tsx';

const UNDER_WAY_MS = 1_000;

/** Questions whose right answer is known, chatbot by chatbot, and how well each is found. */
export default function GoldenQuestionsPage({ clientId }: { clientId: string }) {
  const { t } = useTranslation('goldenQuestions');
  const bots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } }));
  const title = goldenQuestions.title[shownLanguage()];
  const [first] = bots.data ?? [];
  if (bots.data !== undefined && first !== undefined)
    return <OfChatbots bots={bots.data} first={first.id} title={title} />;
  return (
    <Page title={title} subtitle={t('intro')}>
      {bots.isError ? (
        <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />
      ) : bots.data === undefined ? (
        <LoadingState rows={4} />
      ) : (
        <EmptyState
          icon="bot"
          title={t('noChatbot')}
          action={<LinkButton to="/chatbots">{t('toChatbots')}</LinkButton>}
        >
          {t('noChatbotAdvice')}
        </EmptyState>
      )}
    </Page>
  );
}

type Shown = 'results' | 'questions' | 'proposed' | 'conversations';

function OfChatbots({ bots, first, title }: { bots: readonly Chatbot[]; first: string; title: string }) {
  const { t } = useTranslation('goldenQuestions');
  const [chosen, choose] = useState(first);
  const [shown, show] = useState<Shown>('results');
  const [draft, edit] = useState<Draft | null>(null);
  const chatbotId = bots.some(({ id }) => id === chosen) ? chosen : first;
  const status = useQuery(
    orpc.goldenQuestions.status.queryOptions({
      input: { chatbotId },
      refetchInterval: ({ state: { data } }) =>
        data?.running === true || data?.proposing === true ? UNDER_WAY_MS : false,
    }),
  );
  const count = useQuery(orpc.goldenQuestions.list.queryOptions({ input: { chatbotId, limit: 1 } }));
  const totals = count.data?.totals ?? { approved: 0, proposed: 0 };
  const given = { chatbotId, status: status.data, onEdit: edit };
  return (
    <Page
      title={title}
      subtitle={t('intro')}
      actions={
        <Button
          variant="contained"
          onClick={() => edit({ id: null })}
          startIcon={<Icon name="plus" size={16} />}
        >
          {t('add')}
        </Button>
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, maxWidth: 960 }}>
        {bots.length > 1 && (
          <Field
            select
            label={t('chatbot')}
            value={chatbotId}
            onChange={event => choose(event.target.value)}
            sx={{ maxWidth: 360 }}
          >
            {bots.map(({ id, name }) => (
              <MenuItem key={id} value={id}>
                {name}
              </MenuItem>
            ))}
          </Field>
        )}
        <TabList
          label={t('tabs.label')}
          value={shown}
          onChange={show}
          tabs={[
            { value: 'results', label: t('tabs.results') },
            { value: 'questions', label: t('tabs.questions') },
            { value: 'proposed', label: t('tabs.proposed'), count: totals.proposed },
            { value: 'conversations', label: t('tabs.conversations') },
          ]}
        />
        <div key={chatbotId} {...tabPanel(shown)}>
          {status.isError ? (
            <ErrorState error={status.error} onRetry={() => void status.refetch()} />
          ) : shown === 'results' ? (
            <Results {...given} hasQuestions={totals.approved > 0} />
          ) : shown === 'questions' ? (
            <QuestionList {...given} />
          ) : shown === 'proposed' ? (
            <Proposed {...given} />
          ) : (
            <Candidates {...given} />
          )}
        </div>
      </Box>
      {draft !== null && <QuestionEditor chatbotId={chatbotId} draft={draft} onClose={() => edit(null)} />}
    </Page>
  );
}
