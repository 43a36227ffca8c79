import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { orpc } from '../../../renderer/rpc/client.ts';
import { fileAddress } from '../../../renderer/rpc/files.ts';
import { shownLanguage } from '../../../renderer/state/i18n.ts';
import { Field } from '../../../renderer/ui/field.tsx';
import { Icon } from '../../../renderer/ui/icon.tsx';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { Page } from '../../../renderer/ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { frequentAnswers } from '../module.ts';
import { AnswerEditor, type Draft } from './answer-editor.tsx';
import { AnswerList } from './answer-list.tsx';
import { ImportAnswers } from './import-answers.tsx';
import { Proposals } from './proposals.tsx';

/** What the office itself answers, chatbot by chatbot. */
export default function FrequentAnswersPage({ clientId }: { clientId: string }) {
  const { t } = useTranslation('frequentAnswers');
  const bots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } }));
  const title = frequentAnswers.title[shownLanguage()];
  if (bots.data !== undefined && bots.data.length > 0) return <OfChatbots bots={bots.data} title={title} />;
  return (
    <Page title={title} subtitle={t('intro')}>
      {bots.isError ? (
        <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />
      ) : bots.data === undefined ? (
        <LoadingState rows={5} />
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

function OfChatbots({ bots, title }: { bots: readonly Chatbot[]; title: string }) {
  const { t } = useTranslation('frequentAnswers');
  const [chosen, choose] = useState(bots[0]?.id ?? '');
  const [draft, edit] = useState<Draft | null>(null);
  const [importing, setImporting] = useState(false);
  const chatbotId = bots.some(({ id }) => id === chosen) ? chosen : (bots[0]?.id ?? '');
  return (
    <Page
      title={title}
      subtitle={t('intro')}
      actions={
        <>
          <Button
            component="a"
            href={fileAddress('/frequent-answers/export', { chatbotId, language: shownLanguage() })}
            download
            startIcon={<Icon name="download" size={16} />}
          >
            {t('exportTable')}
          </Button>
          <Button onClick={() => setImporting(true)} startIcon={<Icon name="up" size={16} />}>
            {t('importing.open')}
          </Button>
          <Button
            variant="contained"
            onClick={() => edit({ id: null })}
            startIcon={<Icon name="plus" size={16} />}
          >
            {t('add')}
          </Button>
        </>
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 900 }}>
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
        <Proposals key={`proposals-${chatbotId}`} chatbotId={chatbotId} onAccept={edit} />
        <AnswerList key={`answers-${chatbotId}`} chatbotId={chatbotId} onEdit={edit} />
      </Box>
      {draft !== null && <AnswerEditor chatbotId={chatbotId} draft={draft} onClose={() => edit(null)} />}
      {importing && <ImportAnswers chatbotId={chatbotId} onClose={() => setImporting(false)} />}
    </Page>
  );
}
