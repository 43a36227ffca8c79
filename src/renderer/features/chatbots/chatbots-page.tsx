import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { editors } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import { orpc } from '../../rpc/client.ts';
import { useOnward } from '../../state/onward.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ChatbotGrid } from './chatbot-grid.tsx';
import { CreateChatbot } from './create-chatbot.tsx';

/** Every chatbot of the client, with what each one knows and does. */
export default function ChatbotsPage() {
  const { t } = useTranslation('chatbots');
  const { clientId } = useCurrentClient();
  const navigate = useNavigate({ from: '/chatbots' });
  const onward = useOnward();
  const { create = false } = useSearch({ from: '/inside/chatbots' });
  const mayEdit = useRights().may(...editors);
  const bots = useQuery(
    orpc.chatbots.list.queryOptions({
      input: clientId === undefined ? {} : { clientId },
      enabled: clientId !== undefined,
    }),
  );
  const open = () => void navigate({ search: { create: true } });
  const createButton = (
    <Button variant="contained" startIcon={<Icon name="plus" size={16} />} onClick={open}>
      {t('create')}
    </Button>
  );
  const body = () => {
    if (bots.isError) return <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />;
    if (!bots.data) return <LoadingState />;
    if (bots.data.length === 0) {
      return (
        <EmptyState icon="bot" title={t('emptyTitle')} action={mayEdit ? createButton : undefined}>
          {t('emptyAdvice')}
        </EmptyState>
      );
    }
    return <ChatbotGrid bots={bots.data} mayEdit={mayEdit} />;
  };
  return (
    <Page
      title={t('title')}
      subtitle={bots.data && bots.data.length > 0 ? t('count', { count: bots.data.length }) : '\u00a0'}
      actions={mayEdit && bots.data && bots.data.length > 0 ? createButton : undefined}
    >
      {body()}
      {create && mayEdit && clientId !== undefined && (
        <CreateChatbot
          clientId={clientId}
          onClose={() => void navigate({ search: {}, replace: true })}
          onCreated={id => void onward({ to: '/chatbots/$id', params: { id }, search: {}, replace: true })}
        />
      )}
    </Page>
  );
}
