import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { editors } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useOnward } from '../../state/onward.ts';
import { isOwnConversation } from '../../state/own-conversation.ts';
import { useRights } from '../../state/rights.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { BotPicker } from './bot-picker.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { useAnsweringModels } from './model-choice.ts';
import { ThreadList } from './thread-list.tsx';

const LAST_BOT = 'foyer.chat.bot';
const PREPARED_MS = 3 * 60_000; // a model stays loaded for longer

/** Talking to one's chatbots: conversations at the left, the exchange, and the source beside the answer. */
export default function ChatPage() {
  const { t } = useTranslation('chat');
  const { conversationId = null } = useParams({ strict: false });
  const { clientId } = useCurrentClient();
  const bots = useQuery(
    orpc.chatbots.list.queryOptions({
      input: clientId === undefined ? {} : { clientId },
      enabled: clientId !== undefined,
    }),
  );
  const conversation = useQuery(
    orpc.conversations.get.queryOptions({
      input: { id: conversationId ?? '' },
      enabled: conversationId !== null,
    }),
  );
  const { bot: wanted } = useSearch({ strict: false });
  const session = useSession();
  if (bots.isError) return <ErrorState error={bots.error} onRetry={() => void bots.refetch()} />;
  const opening = conversationId !== null && conversation.isPending;
  if (!bots.data || (opening && bots.data.length > 0)) {
    return (
      <Box sx={{ p: 4 }}>
        <LoadingState />
      </Box>
    );
  }
  if (conversation.data && !isOwnConversation(conversation.data, session))
    return <Navigate to="/conversations/$id" params={{ id: conversation.data.id }} replace />;
  const remembered = localStorage.getItem(LAST_BOT);
  const find = (id: string | null | undefined) => bots.data.find(bot => bot.id === id);
  const bot =
    conversationId === null
      ? (find(wanted) ?? find(remembered) ?? bots.data.find(({ active }) => active) ?? bots.data[0])
      : (find(conversation.data?.chatbotId) ?? bots.data[0]);
  if (!bot) return <NoBot title={t('title')} />;
  return <Chat bots={bots.data} bot={bot} conversationId={conversationId} missing={conversation.isError} />;
}

function NoBot({ title }: { title: string }) {
  const { t } = useTranslation('chat');
  const mayCreate = useRights().may(...editors);
  return (
    <Page title={title}>
      <EmptyState
        icon="bot"
        title={t(mayCreate ? 'emptyNoBot' : 'noBotForYou')}
        action={
          mayCreate ? (
            <LinkButton variant="contained" to="/chatbots" search={{ create: true }}>
              {t('createBot')}
            </LinkButton>
          ) : undefined
        }
      >
        {t(mayCreate ? 'emptyNoBotAdvice' : 'askAdmin')}
      </EmptyState>
    </Page>
  );
}

type ChatProps = { bots: readonly Chatbot[]; bot: Chatbot; conversationId: string | null; missing: boolean };

function Chat({ bots, bot, conversationId, missing }: ChatProps) {
  const { t } = useTranslation('chat');
  const navigate = useNavigate();
  const onward = useOnward();
  const { own, known } = useAnsweringModels(bot);
  // Meanwhile the person reads or types.
  useQuery(
    orpc.conversations.prepare.queryOptions({
      input: { chatbotId: bot.id },
      staleTime: PREPARED_MS,
      retry: false,
    }),
  );
  const wide = useMediaQuery('(min-width: 900px)');
  const [drawer, setDrawer] = useState(false);
  const begin = (id: string) => {
    localStorage.setItem(LAST_BOT, id);
    void navigate({ to: '/chat', search: { bot: id } });
  };
  const threads = (
    <ThreadList
      clientId={bot.clientId}
      activeId={conversationId}
      onChosen={() => setDrawer(false)}
      onRemoved={id => {
        if (id === conversationId) void onward({ to: '/chat', search: { bot: bot.id } });
      }}
    />
  );
  return (
    <Page
      bare
      title={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, flexWrap: 'wrap' }}>
          <BotPicker bots={bots} bot={bot} onChange={begin} />
          {known && (
            <StateChip tone="quiet">
              {own ? `${own.name} · ${t(own.local ? 'local' : 'remote')}` : t('noModel')}
            </StateChip>
          )}
        </Box>
      }
      actions={
        <>
          {!wide && (
            <Tooltip title={t('showThreads')}>
              <IconButton aria-label={t('showThreads')} onClick={() => setDrawer(true)}>
                <Icon name="sidebar" />
              </IconButton>
            </Tooltip>
          )}
          {wide ? (
            <Button onClick={() => begin(bot.id)}>{t('newConversation')}</Button>
          ) : (
            <IconButton aria-label={t('newConversation')} onClick={() => begin(bot.id)}>
              <Icon name="plus" />
            </IconButton>
          )}
        </>
      }
    >
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', borderTop: '1px solid var(--line)' }}>
        {wide ? (
          <Box sx={{ width: 248, flex: 'none', borderRight: '1px solid var(--line)', minHeight: 0 }}>
            {threads}
          </Box>
        ) : (
          <Drawer
            open={drawer}
            onClose={() => setDrawer(false)}
            slotProps={{ paper: { sx: { width: 'min(320px, 86vw)', background: 'var(--bg)' } } }}
          >
            {threads}
          </Drawer>
        )}
        {missing ? (
          <Box sx={{ flex: 1 }}>
            <EmptyState
              icon="message"
              title={t('deletedConversation')}
              action={<Button onClick={() => begin(bot.id)}>{t('newConversation')}</Button>}
            />
          </Box>
        ) : (
          <ConversationPane
            bot={bot}
            conversationId={conversationId}
            onOpened={id => {
              localStorage.setItem(LAST_BOT, bot.id);
              void onward({ to: '/chat/$conversationId', params: { conversationId: id }, replace: true });
            }}
          />
        )}
      </Box>
    </Page>
  );
}
