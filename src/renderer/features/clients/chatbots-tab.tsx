import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { editors } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { useOnward } from '../../state/onward.ts';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ChatbotGrid, CreateChatbot } from '../chatbots/index.ts';

/** The chatbots of this client. */
export function ChatbotsTab({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const onward = useOnward();
  const mayEdit = useSession().may(...editors);
  const [creating, create] = useState(false);
  const bots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId: client.id } }));
  if (bots.isError) return <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />;
  if (!bots.data) return <LoadingState />;
  const button = mayEdit && (
    <Button startIcon={<Icon name="plus" size={16} />} onClick={() => create(true)}>
      {t('createChatbot')}
    </Button>
  );
  return (
    <>
      {bots.data.length === 0 ? (
        <EmptyState icon="bot" title={t('chatbotsEmpty')} action={button}>
          {mayEdit && t('chatbotsEmptyAdvice')}
        </EmptyState>
      ) : (
        <>
          {button && <Box sx={{ mb: 1.75, display: 'flex', justifyContent: 'flex-end' }}>{button}</Box>}
          <ChatbotGrid bots={bots.data} mayEdit={mayEdit} />
        </>
      )}
      {creating && (
        <CreateChatbot
          clientId={client.id}
          onClose={() => create(false)}
          onCreated={id => void onward({ to: '/chatbots/$id', params: { id } })}
        />
      )}
    </>
  );
}
