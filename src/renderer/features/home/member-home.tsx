import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useGreeting } from './greeting.ts';
import { RecentConversations } from './recent-conversations.tsx';

/** The home of those who chat: whom they may ask, and what they asked last. */
export function MemberHome() {
  const { t } = useTranslation(['home', 'chat']);
  const { clientId } = useCurrentClient();
  const bots = useQuery(
    orpc.chatbots.list.queryOptions({
      input: clientId === undefined ? {} : { clientId },
      enabled: clientId !== undefined,
    }),
  );
  const greeting = useGreeting();
  const body = () => {
    if (bots.isError) return <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />;
    if (!bots.data || clientId === undefined) return <LoadingState />;
    const active = bots.data.filter(bot => bot.active);
    if (active.length === 0) {
      return (
        <EmptyState icon="bot" title={t('chat:noBotForYou')}>
          {t('chat:askAdmin')}
        </EmptyState>
      );
    }
    return (
      <>
        <Box component="ul" aria-label={t('yourChatbots')} sx={gridStyle}>
          {active.map(bot => (
            <li key={bot.id}>
              <BotCard bot={bot} />
            </li>
          ))}
        </Box>
        <Box sx={{ mt: 1.75 }}>
          <RecentConversations clientId={clientId} title={t('lastConversations')} mine />
        </Box>
      </>
    );
  };
  return (
    <Page title={greeting} subtitle={t('whom')}>
      {body()}
    </Page>
  );
}

function BotCard({ bot: { id, name, description, welcomeMessage, avatar, color } }: { bot: Chatbot }) {
  return (
    <LinkBox to="/chat" search={{ bot: id }} sx={cardStyle}>
      <Avatar text={avatar} color={color} size={42} square />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 640, typography: 'lead', overflowWrap: 'anywhere' }}>{name}</Box>
        <Box sx={{ color: 'var(--muted)', overflowWrap: 'anywhere' }}>
          {description === '' ? welcomeMessage : description}
        </Box>
      </Box>
    </LinkBox>
  );
}

const gridStyle = {
  listStyle: 'none',
  m: 0,
  p: 0,
  display: 'grid',
  gap: 1.75,
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
};

const cardStyle = {
  display: 'flex',
  gap: 1.5,
  height: '100%',
  p: 2,
  color: 'inherit',
  textDecoration: 'none',
  background: 'var(--surface)',
  border: '1px solid var(--line)',
  borderRadius: 'var(--r-m)',
  boxShadow: 'var(--shadow-1)',
  '&:hover': { borderColor: 'var(--faint)' },
  '&:focus-visible': { outline: '2px solid var(--accent)' },
};
